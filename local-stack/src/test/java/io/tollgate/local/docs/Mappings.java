package io.tollgate.local.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads the settings of configuration interfaces from their source, comments included. */
final class Mappings {

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("Duration", "duration"),
                    Map.entry("int", "number"),
                    Map.entry("OptionalInt", "number"),
                    Map.entry("MemorySize", "bytes"),
                    Map.entry("String", "text"),
                    Map.entry("Optional<String>", "text"),
                    Map.entry("List<String>", "list"),
                    Map.entry("Optional<List<String>>", "list"),
                    Map.entry("Optional<Path>", "file"),
                    Map.entry("Optional<Boolean>", "`true` or `false`"));

    private Mappings() {}

    /** The settings of each interface, in the order of the source. */
    static List<Setting> read(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Setting> settings = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    problem -> {},
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(DocTrees.instance(task), settings).scan(unit, null);
            }
        }
        return settings;
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<Setting> settings;

        Scanner(DocTrees docs, List<Setting> settings) {
            this.docs = docs;
            this.settings = settings;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            Optional<String> prefix = value(type.getModifiers(), "ConfigMapping");
            if (prefix.isPresent()) {
                for (Tree member : type.getMembers()) {
                    if (member instanceof MethodTree method && isSetting(method)) {
                        settings.add(setting(prefix.get(), type, method));
                    }
                }
            }
            return null;
        }

        /** A static method is no setting; a map has its own lines in application.properties. */
        private static boolean isSetting(MethodTree method) {
            return !method.getModifiers().getFlags().contains(Modifier.STATIC)
                    && !method.getReturnType().toString().startsWith("Map<");
        }

        private Setting setting(String prefix, ClassTree type, MethodTree method) {
            String property = prefix + "." + kebab(method.getName().toString());
            String comment = docs.getDocComment(new TreePath(getCurrentPath(), method));
            if (comment == null) {
                throw new IllegalStateException("no comment says what " + property + " is for");
            }
            return new Setting(
                    property,
                    Setting.variableOf(property),
                    typeOf(type, method.getReturnType().toString()),
                    value(method.getModifiers(), "WithDefault").orElse(""),
                    plain(comment));
        }

        private static String typeOf(ClassTree owner, String name) {
            for (Tree member : owner.getMembers()) {
                if (member instanceof ClassTree words
                        && words.getKind() == Tree.Kind.ENUM
                        && words.getSimpleName().contentEquals(name)) {
                    return words.getMembers().stream()
                            .filter(com.sun.source.tree.VariableTree.class::isInstance)
                            .map(com.sun.source.tree.VariableTree.class::cast)
                            .map(word -> word.getName().toString().toLowerCase(Locale.ROOT))
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(" or "));
                }
            }
            return Optional.ofNullable(TYPES.get(name))
                    .orElseThrow(() -> new IllegalStateException("no word for type " + name));
        }

        private static Optional<String> value(ModifiersTree modifiers, String annotation) {
            for (AnnotationTree each : modifiers.getAnnotations()) {
                if (each.getAnnotationType().toString().equals(annotation)) {
                    ExpressionTree argument = each.getArguments().getFirst();
                    if (argument instanceof AssignmentTree named) {
                        argument = named.getExpression();
                    }
                    return Optional.of(String.valueOf(((LiteralTree) argument).getValue()));
                }
            }
            return Optional.empty();
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** A comment as Markdown in one line. */
    private static String plain(String comment) {
        return comment.split("\n\\s*@", 2)[0]
                .replaceAll("\\{@(?:code|link) ((?:[^{}]|\\{[^}]*})*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
