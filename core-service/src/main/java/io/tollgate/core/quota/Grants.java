package io.tollgate.core.quota;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.core.quota.Facts.Balance;
import java.time.Instant;

/** Words decisions for the wire, and keeps and reads the answers that repeats get. */
final class Grants {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private Grants() {}

    /** One line of a grant: the counter as it stands after it. */
    static QuotaGrant.Item item(Amount item, Balance after, Allowance allowance) {
        long taken = after.used() + after.reserved();
        return new QuotaGrant.Item(
                item.resource(),
                item.amount(),
                after.used(),
                after.reserved(),
                allowance.amount(),
                allowance.isUnlimited(),
                allowance.remaining(taken),
                allowance.soft() && allowance.overBy(taken) > 0);
    }

    /** What does not fit, before anything was changed. */
    static QuotaExceeded exceeded(
            Amount item, Balance held, Allowance allowance, String catalogue, Instant at) {
        long taken = held.used() + held.reserved();
        ProblemCode code = ProblemCode.QUOTA_EXCEEDED;
        return new QuotaExceeded(
                code.title(),
                code.status(),
                "Plan %s %s of %s: %d are used, %d reserved, %d more were asked for."
                        .formatted(
                                allowance.plan(),
                                allows(allowance, taken, item.amount()),
                                item.resource(),
                                held.used(),
                                held.reserved(),
                                item.amount()),
                code,
                item.resource(),
                allowance.plan(),
                allowance.amount(),
                held.used(),
                held.reserved(),
                item.amount(),
                allowance.overBy(taken),
                Moment.seconds(at),
                catalogue);
    }

    private static String allows(Allowance allowance, long taken, long requested) {
        if (allowance.amount() == null || requested > FieldChecks.MAX_COUNT - taken) {
            return "counts no more than 2^53";
        }
        return "allows " + allowance.amount() + (allowance.overridden() ? " (set by hand)" : "");
    }

    /** What was promised, but cannot be added to what a recount has set meanwhile. */
    static QuotaExceeded uncountable(
            Amount item, Balance held, Allowance allowance, String catalogue, Instant at) {
        return exceeded(item, held, allowance, catalogue, at)
                .as(
                        ProblemCode.QUOTA_EXCEEDED,
                        "No count goes over 2^53: %d of %s are used, %d more were to be added."
                                .formatted(held.used(), item.resource(), item.amount()));
    }

    static String write(QuotaGrant grant) {
        try {
            return MAPPER.writeValueAsString(grant);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static QuotaGrant read(String json) {
        try {
            return MAPPER.readValue(json, QuotaGrant.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer cannot be read", e);
        }
    }
}
