package io.tollgate.local.standin.checkout;

import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;

/** What goes with which mode, and how long a session may last. */
final class SessionRules {

    private static final long LEAST_SECONDS = 30L * 60;
    private static final long MOST_SECONDS = 24L * 3600;

    /** What belongs to the other mode. */
    private static final List<String> ONLY_PAYMENT =
            List.of("payment_intent_data", "customer_creation");

    private static final List<String> ONLY_SUBSCRIPTION = List.of("subscription_data");

    private final Books books;

    SessionRules(Books books) {
        this.books = books;
    }

    /** Refuses what cannot be, before anything is made. */
    void check(Params params) {
        params.need("mode");
        boolean subscribes =
                params.oneOf("mode", "payment", "subscription")
                        .filter("subscription"::equals)
                        .isPresent();
        params.need("success_url");
        PageUrls.check(params);
        params.oneOf("ui_mode", "hosted_page", "hosted");
        params.oneOf("customer_creation", "always", "if_required");
        for (String field : subscribes ? ONLY_PAYMENT : ONLY_SUBSCRIPTION) {
            if (params.has(field)) {
                throw Refusal.invalid(
                        "You can not pass `%s` in `%s` mode."
                                .formatted(field, subscribes ? "subscription" : "payment"),
                        field);
            }
        }
        checkCustomer(params);
        expiresAt(params);
    }

    private void checkCustomer(Params params) {
        if (params.text("customer").isPresent() && params.text("customer_email").isPresent()) {
            throw Refusal.invalid(
                    "You may only specify one of these parameters: customer, customer_email.",
                    "customer");
        }
        params.text("customer").ifPresent(id -> books.needCustomer(id, "customer"));
    }

    /** When it ends by itself: a day from now if nobody says otherwise. */
    long expiresAt(Params params) {
        long at = params.number("expires_at").orElse(books.now() + MOST_SECONDS);
        if (at < books.now() + LEAST_SECONDS) {
            throw Refusal.invalid(
                    "The `expires_at` timestamp must be at least 30 minutes from Checkout Session"
                            + " creation.",
                    "expires_at");
        }
        if (at > books.now() + MOST_SECONDS) {
            throw Refusal.invalid(
                    "The `expires_at` timestamp must be less than 24 hours from Checkout Session"
                            + " creation.",
                    "expires_at");
        }
        return at;
    }
}
