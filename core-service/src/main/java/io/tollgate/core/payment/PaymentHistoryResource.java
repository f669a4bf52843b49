package io.tollgate.core.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentHistoryApi;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.core.plan.MinorUnits;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lists payments for people, newest first. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class PaymentHistoryResource implements PaymentHistoryApi {

    private final PaymentHistory history;

    PaymentHistoryResource(PaymentHistory history) {
        this.history = history;
    }

    @Override
    public PaymentPage list(
            @Nullable String before,
            String limit,
            @Nullable String userId,
            @Nullable String order,
            @Nullable String status,
            @Nullable String currency,
            @Nullable String review,
            @Nullable String from,
            @Nullable String to) {
        FieldChecks checks = new FieldChecks();
        int size = checks.pageSize(limit, MAX_LIMIT);
        HistoryCursor cursor = before == null ? null : HistoryCursor.parse(before);
        if (before != null && cursor == null) {
            checks.refuse("before", "must be the next of an earlier page");
        }
        checks.optionalText("user_id", userId);
        checks.optionalText("order", order);
        checks.optionalText("status", status);
        if (currency != null && !MinorUnits.isCurrency(currency)) {
            checks.refuse("currency", "must be three lower-case letters");
        }
        if (review != null && !review.matches("true|false")) {
            checks.refuse("review", "must be true or false");
        }
        HistoryFilter filter =
                new HistoryFilter()
                        .before(cursor)
                        .user(userId)
                        .status(status)
                        .currency(currency)
                        .review("true".equals(review))
                        .heard(time(checks, "from", from), time(checks, "to", to));
        checks.throwIfAny();
        return history.page(filter, order, size);
    }

    private static @Nullable Instant time(FieldChecks checks, String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,12}") || Long.parseLong(text) > FieldChecks.MAX_TIME) {
            checks.refuse(field, "must be a time in Unix seconds");
            return null;
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }
}
