package io.tollgate.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What this version writes is read by an earlier one, and what that one wrote by this, so that the
 * services may be replaced in either order.
 *
 * <p>Wants {@code -Dbaseline.dir}, a working copy of the earlier version with its jars built (see
 * {@code local-stack/bin/build-baseline}).
 */
class GoldenVersionsTest {

    private Path folder = Path.of("");
    private URLClassLoader classes = new URLClassLoader(new URL[0]);

    @BeforeEach
    void openTheEarlierVersion() throws IOException {
        String baseline = System.getProperty("baseline.dir", "");
        assumeTrue(!baseline.isEmpty(), "not run: -Dbaseline.dir names no earlier version");
        Path earlier = Path.of(baseline).resolve("shared-contracts");
        folder = earlier.resolve("src/test/resources/golden");
        classes = new EarlierClasses(jar(earlier.resolve("target")));
    }

    @AfterEach
    void close() throws IOException {
        classes.close();
    }

    @Test
    void the_earlier_version_reads_what_this_one_writes() throws Exception {
        ObjectMapper mapper =
                (ObjectMapper)
                        classes.loadClass(Json.class.getName()).getMethod("newMapper").invoke(null);

        assertThat(Golden.files(folder)).hasSizeGreaterThan(20);
        for (String file : Golden.files(folder)) {
            Class<?> type = classes.loadClass(Golden.type(file).getName());
            assertThat(type).isNotSameAs(Golden.type(file));

            JsonNode written = Golden.json(file);
            JsonNode read = readBy(mapper, type, written);
            holds(file, written, read, true);
            holds(file, read, Golden.json(folder, file), false);
        }
    }

    @Test
    void this_version_reads_what_the_earlier_one_wrote() throws IOException {
        ObjectMapper mapper = Json.newMapper();

        assertThat(Golden.files(folder)).hasSizeGreaterThan(20);
        for (String file : Golden.files(folder)) {
            JsonNode written = Golden.json(folder, file);
            JsonNode read = readBy(mapper, Golden.type(file), written);
            holds(file, read, written, true);
        }
    }

    private static JsonNode readBy(ObjectMapper mapper, Class<?> type, JsonNode written)
            throws IOException {
        return mapper.readTree(mapper.writeValueAsString(mapper.treeToValue(written, type)));
    }

    /** Every field of the part is in the whole, at will with the same value. */
    private static void holds(String at, JsonNode whole, JsonNode part, boolean values) {
        assertThat(whole.getNodeType()).as(at).isEqualTo(part.getNodeType());
        if (part.isObject()) {
            for (Map.Entry<String, JsonNode> field : part.properties()) {
                String name = at + "/" + field.getKey();
                assertThat(whole.has(field.getKey())).as(name + " is there").isTrue();
                holds(name, whole.get(field.getKey()), field.getValue(), values);
            }
        } else if (part.isArray()) {
            assertThat(whole.size()).as(at).isGreaterThanOrEqualTo(part.size());
            for (int i = 0; i < part.size(); i++) {
                holds(at + "/" + i, whole.get(i), part.get(i), values);
            }
        } else if (values) {
            assertThat(whole).as(at).isEqualTo(part);
        }
    }

    private static URL jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("SNAPSHOT.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toUri()
                    .toURL();
        }
    }

    /** Takes the contracts from the earlier version, all else from here. */
    private static final class EarlierClasses extends URLClassLoader {

        EarlierClasses(URL jar) {
            super(new URL[] {jar}, GoldenVersionsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Json.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
