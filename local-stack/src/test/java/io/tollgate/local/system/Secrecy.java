package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must never reach a log: client secrets, keys and the secrets that sign. */
final class Secrecy {

    private static final Pattern CLIENT_SECRET = Pattern.compile("_secret_[A-Za-z0-9]");

    private final Stack stack;

    Secrecy(Stack stack) {
        this.stack = stack;
    }

    /** Asserts that none of them stands in a log of either service. */
    void holds() throws IOException {
        for (Service service : stack.services()) {
            if (!service.name().equals("stripe")) {
                try (Stream<String> lines = Files.lines(service.log())) {
                    assertThat(lines.filter(this::leaks).limit(3)).as(service.name()).isEmpty();
                }
            }
        }
    }

    private boolean leaks(String line) {
        return CLIENT_SECRET.matcher(line).find()
                || line.contains(stack.secrets().stripeSecretKey())
                || line.contains(stack.secrets().webhookSecret())
                || line.contains(stack.secrets().coreApiKey());
    }
}
