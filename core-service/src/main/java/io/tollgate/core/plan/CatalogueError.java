package io.tollgate.core.plan;

/** One thing wrong with the catalogue file, and where; lines and columns start at 1. */
record CatalogueError(int line, int column, String message) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
