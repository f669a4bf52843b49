package io.tollgate.core.platform;

/** Somebody with an API key, and the one scope it opens. */
record Caller(String name, String scope) {}
