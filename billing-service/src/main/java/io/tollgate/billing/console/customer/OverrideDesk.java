package io.tollgate.billing.console.customer;

import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.core.CoreUsers;
import io.tollgate.billing.core.Look;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.contracts.quota.OperatorOverride;
import io.tollgate.contracts.quota.QuotaSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets limits by hand at core for an operator, and keeps that it was done. */
@ApplicationScoped
class OverrideDesk {

    private final CoreUsers users;
    private final Actions actions;

    OverrideDesk(CoreUsers users, Actions actions) {
        this.users = users;
        this.actions = actions;
    }

    /** The user's plan; null if core does not tell. */
    @Nullable PlanPart plan(String userId) {
        return new Lookup().take(users.summary(userId), "The plan").map(PlanPart::of).orElse(null);
    }

    /** Whether something is a feature; null if core does not tell, which then has to judge. */
    @Nullable Boolean isFeature(String userId, String resource) {
        return users.summary(userId) instanceof Look.Seen<QuotaSummary>(QuotaSummary summary)
                ? PlanPart.of(summary).isFeature(resource)
                : null;
    }

    /** What counts of a resource now, in words. */
    String now(String userId, String resource) {
        PlanPart plan = plan(userId);
        if (plan == null) {
            return "not known";
        }
        return plan.resources().stream()
                .filter(each -> each.name().equals(resource))
                .map(each -> each.limit() + (each.byHand() ? ", set by hand" : ", by the plan"))
                .findFirst()
                .orElseGet(
                        () ->
                                plan.features().stream()
                                        .filter(each -> each.name().equals(resource))
                                        .map(each -> each.has() ? "yes" : "no")
                                        .findFirst()
                                        .orElse("not known"));
    }

    /** The reason is core's to keep: it is free text, which may name somebody. */
    void set(Operator by, OverrideWish wish) throws SQLException {
        OperatorOverride order = wish.order(by.name());
        LimitOverride.History _ =
                actions.keep(
                        by,
                        new Actions.Deed(
                                "override",
                                wish.userId(),
                                Map.of(
                                        "resource",
                                        wish.resource(),
                                        "limit",
                                        wish.inWords(),
                                        "until",
                                        wish.until())),
                        () -> told(users.override(wish.userId(), wish.resource(), order)),
                        history -> Map.of());
    }

    void withdraw(Operator by, String userId, String resource, String reason) throws SQLException {
        LimitOverride.History _ =
                actions.keep(
                        by,
                        new Actions.Deed("withdraw_override", userId, Map.of("resource", resource)),
                        () -> told(users.withdraw(userId, resource, reason, by.name())),
                        history -> Map.of());
    }

    private static LimitOverride.History told(Look<LimitOverride.History> answer) {
        return switch (answer) {
            case Look.Seen<LimitOverride.History>(LimitOverride.History history) -> history;
            case Look.Refused<LimitOverride.History>(String why) ->
                    throw new ProblemException(
                            ProblemCode.INVALID_REQUEST, "core refuses it: " + why);
            case Look.Missing<LimitOverride.History> _, Look.Older<LimitOverride.History> _ ->
                    throw new ProblemException(
                            ProblemCode.CORE_UNAVAILABLE, "It was not done: " + Lookup.OLDER);
            case Look.Away<LimitOverride.History> _ ->
                    throw new ProblemException(
                            ProblemCode.CORE_UNAVAILABLE,
                            "core-service could not be reached, so that it is not known whether it"
                                    + " was done. Look at the user before you repeat it.");
        };
    }
}
