package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads what the services and PostgreSQL logged in the tests of each class, whatever these were
 * about, and fails the class if a secret or a person stands there. The logs stay in {@code
 * target/system-logs} until the class runs again.
 */
public final class LogScan implements BeforeAllCallback, AfterAllCallback {

    /** What the e-mail address of every customer here ends in. */
    static final String MAIL = "@mail.example";

    private static final String LOGS = "stack.logs";

    /** The stand-in is Stripe: what it logs is no concern of the services'. */
    private static final String STAND_IN = "stripe.log";

    private static final int SHOWN = 5;

    /** Everything secret that a stack has begins in one of these ways, and goes on at random. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "_secret_[A-Za-z0-9]|(whsec|sk|core_key|product_key)_test_[0-9a-f]"
                            + "|_test_password|\\$2[aby]\\$\\d\\d\\$|console_session_key"
                            + "|eyJ[\\w-]{10,}\\.|[\\w.+-]+"
                            + Pattern.quote(MAIL));

    @Override
    public void beforeAll(ExtensionContext context) {
        Path logs = logsOf(context);
        PrivateFiles.deleteTree(logs);
        System.setProperty(LOGS, logs.toString());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        System.clearProperty(LOGS);
        assertThat(leaksIn(logsOf(context))).isEmpty();
    }

    private static Path logsOf(ExtensionContext context) {
        return logsOf(context.getRequiredTestClass());
    }

    /** Where the logs of the stacks of a test class are read. */
    static Path logsOf(Class<?> test) {
        return Path.of("target", "system-logs", test.getSimpleName()).toAbsolutePath();
    }

    /** The first lines below a folder that say too much. */
    static List<String> leaksIn(Path folder) throws IOException {
        List<String> leaks = new ArrayList<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path log : files.filter(LogScan::isOurs).toList()) {
                    try (Stream<String> lines = Files.lines(log)) {
                        lines.filter(line -> SECRET.matcher(line).find())
                                .limit(SHOWN)
                                .forEach(line -> leaks.add(folder.relativize(log) + ": " + line));
                    }
                }
            }
        }
        return leaks;
    }

    private static boolean isOurs(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".log") && !name.equals(STAND_IN);
    }
}
