package io.tollgate.core.plan;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML as nodes, never as objects, so that every complaint knows its line, and collects the
 * complaints instead of stopping at the first. Anchors, merge keys and tags are refused: what the
 * file says should stand where it is read.
 */
final class YamlReader {

    /** A catalogue of a thousand plans is a tenth of this. */
    static final int MAX_CHARACTERS = 1 << 20;

    /** plans, a plan, limits, a limit: four; the rest is room for a clear message. */
    private static final int MAX_DEPTH = 20;

    private static final Set<Tag> PLAIN_TAGS =
            Set.of(
                    Tag.STR,
                    Tag.INT,
                    Tag.FLOAT,
                    Tag.BOOL,
                    Tag.NULL,
                    Tag.TIMESTAMP,
                    Tag.MAP,
                    Tag.SEQ);

    private final List<CatalogueError> errors = new ArrayList<>();

    List<CatalogueError> errors() {
        return errors.stream()
                .sorted(
                        Comparator.comparingInt(CatalogueError::line)
                                .thenComparingInt(CatalogueError::column))
                .toList();
    }

    void refuse(Node where, String message) {
        refuse(where.getStartMark().getLine(), where.getStartMark().getColumn(), message);
    }

    private void refuse(int line, int column, String message) {
        errors.add(new CatalogueError(line + 1, column + 1, message));
    }

    /** The document's one node; null if it is not YAML or has none. */
    @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                refuse(0, 0, "the file is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            refuse(
                    mark == null ? 0 : mark.getLine(),
                    mark == null ? 0 : mark.getColumn(),
                    "not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            refuse(0, 0, "not valid YAML: " + e.getMessage());
        }
        return null;
    }

    /** The entries of a mapping by key; empty, with a complaint, if it is something else. */
    Map<String, Entry> mapping(Node node, String what) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (isRefused(node)) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            refuse(node, what + " must be a mapping");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            addEntry(entries, tuple);
        }
        return entries;
    }

    private void addEntry(Map<String, Entry> entries, NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        if (Tag.MERGE.equals(key.getTag())) {
            refuse(key, "merge keys are not allowed: write the values out");
            return;
        }
        String name = text(key, "a key");
        if (name == null) {
            return;
        }
        if (entries.containsKey(name)) {
            refuse(key, "'" + name + "' stands here twice");
            return;
        }
        entries.put(name, new Entry(key, tuple.getValueNode()));
    }

    /** The items of a list; empty, with a complaint, if it is something else. */
    List<Node> list(Node node, String what) {
        if (isRefused(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        refuse(node, what + " must be a list");
        return List.of();
    }

    /** A scalar's text; null, with a complaint, if it is something else or empty. */
    @Nullable String text(Node node, String what) {
        if (isRefused(node)) {
            return null;
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        refuse(node, what + " must be a single word or number");
        return null;
    }

    private boolean isRefused(Node node) {
        if (node.getAnchor() != null) {
            refuse(node, "anchors and aliases are not allowed: write the values out");
            return true;
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            refuse(node, "tags such as " + node.getTag() + " are not allowed");
            return true;
        }
        return false;
    }

    /** A key and its value, each with its place in the file. */
    record Entry(Node key, Node value) {}
}
