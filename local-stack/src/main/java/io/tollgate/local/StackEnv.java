package io.tollgate.local;

import io.tollgate.local.client.StandInPayments;
import io.tollgate.local.stack.PrivateFiles;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code .local/stack.env}: how scripts and shells reach the running stack. It is there exactly
 * while the stack is ready, and no value needs quoting.
 */
final class StackEnv {

    /** The users of the two tokens, and of the examples. */
    static final String OPERATOR = "operator-1";

    static final String USER = "alice";

    private final Path file;

    StackEnv(Path directory) {
        this.file = directory.resolve("stack.env");
    }

    void write(Stack stack) {
        PrivateFiles.write(
                file,
                values(stack).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> values(Stack stack) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("BILLING_URL", stack.billing(0).url());
        values.put("CORE_URL", stack.core().url());
        values.put("SHOP_URL", stack.shopUrl());
        values.put("BILLING_MANAGEMENT_URL", stack.billing(0).managementUrl());
        values.put("CORE_MANAGEMENT_URL", stack.core().managementUrl());
        values.put("CORE_API_KEY", stack.secrets().coreApiKey());
        values.put("PRODUCT_API_KEY", stack.secrets().productApiKey());
        values.put("ADMIN_TOKEN", stack.jwts().admin(OPERATOR));
        values.put("USER_TOKEN", stack.jwts().user(USER));
        values.put("BILLING_DB_URL", stack.billingDatabase().url());
        values.put("CORE_DB_URL", stack.coreDatabase().url());
        values.put("ADMIN_DB_URL", stack.adminDatabase().url());
        values.put("LAUNCHER_PID", ProcessHandle.current().pid());
        values.put("BILLING_PID", stack.billing(0).pid());
        values.put("CORE_PID", stack.core().pid());
        values.put("POSTGRES_PID", stack.postgresPid());
        if (stack.hasStripe()) {
            values.put("STRIPE_API_BASE", stack.stripe().url());
            values.put("STRIPE_SECRET_KEY", stack.secrets().stripeSecretKey());
            values.put("STRIPE_PUBLISHABLE_KEY", StandInPayments.PUBLISHABLE_KEY);
            values.put("STRIPE_WEBHOOK_SECRET", stack.secrets().webhookSecret());
            values.put("STRIPE_PID", stack.stripe().pid());
        }
        return values;
    }
}
