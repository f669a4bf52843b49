package io.tollgate.billing.console.customer;

import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.quota.NoticePage;
import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaExplanation;
import io.tollgate.contracts.quota.QuotaSummary;
import io.tollgate.contracts.quota.QuotaSummary.ResourceQuota;
import io.tollgate.contracts.quota.UserNotices;
import io.tollgate.contracts.quota.UserOverrides;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionView;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user on a team plan, with something of everything, as core tells of her. */
final class Alice {

    static final String USER = "alice";
    static final String PAGE = "/console/customers/alice";
    static final String QUOTA = "/internal/quota/users/alice";

    private Alice() {}

    static void isKnown() {
        CoreBooks.empty();
        CoreBooks.holds("/internal/accounts/alice", new Account(USER, "cus_a", 1_710_000_000));
        CoreBooks.holds(
                "/internal/subscriptions",
                new SubscriptionPage(List.of(subscription("active")), null));
        CoreBooks.holds(QUOTA, summary());
        CoreBooks.holds(QUOTA + "/overrides", new UserOverrides(List.of(override("agreed"))));
        CoreBooks.holds(QUOTA + "/notices", new UserNotices(List.<NoticePage.Notice>of()));
        CoreBooks.holds("/internal/payments/history", new PaymentPage(List.of(), null));
    }

    static SubscriptionView subscription(String status) {
        return new SubscriptionView(
                "sub_a",
                "cus_a",
                USER,
                "price_team_monthly",
                "team",
                true,
                1_710_000_000,
                1_712_688_399,
                status,
                7L,
                1_710_000_005L,
                1_712_688_399L,
                1_712_688_399L,
                null,
                true,
                "evt_a",
                null,
                1_710_000_006);
    }

    static QuotaSummary summary() {
        Map<String, ResourceQuota> resources = new LinkedHashMap<>();
        resources.put(
                "projects",
                new ResourceQuota(20L, false, 23, 1, 0L, true, 4, false, "override", 5));
        resources.put(
                "storage_bytes",
                new ResourceQuota(
                        1L << 40, false, 1L << 30, 0, 1L << 39, false, 0, true, "plan", 2));
        resources.put(
                "members", new ResourceQuota(null, true, 3, 0, null, false, 0, false, "plan", 1));
        return new QuotaSummary(
                USER,
                "team",
                "active",
                "subscribed",
                1_712_688_399L,
                1_710_000_000L,
                4,
                List.of(),
                Map.of("sso", true),
                resources);
    }

    static UserOverrides.Line override(String reason) {
        return new UserOverrides.Line(
                "projects",
                "at_most",
                20L,
                reason,
                4_102_444_800L,
                "bob",
                new BigDecimal("1710000000.123456"),
                true);
    }

    static QuotaExplanation explanation() {
        return new QuotaExplanation(
                USER,
                "projects",
                new BigDecimal("1710000100.5"),
                List.of(
                        "Event evt_a made subscription sub_a what it was.",
                        "Status active gave access.",
                        "So the plan was team.",
                        "It allows 20 of projects.",
                        "20 were used and 0 reserved.",
                        "So 1 more did not fit."),
                new QuotaExplanation.Event(
                        "sub_a",
                        "evt_a",
                        "customer.subscription.updated",
                        1_710_000_005L,
                        new BigDecimal("1710000006.25"),
                        "newer_state",
                        "price_team_monthly",
                        4L),
                new QuotaExplanation.Policy(
                        "active", "until_renewal", true, "subscribed", 1_712_688_399L),
                new QuotaExplanation.LimitSource(
                        "team", "0123456789abcdef", 20L, false, 1, false, null, null, null),
                new QuotaExplanation.UsageThen(20, 0, "consume", "key-1", null),
                decision(),
                null);
    }

    private static QuotaDecision decision() {
        return CoreBooks.read(
                """
                {"allowed": false, "plan": "team", "status": "active", "limit": 20,
                 "unlimited": false, "used": 20, "reserved": 0, "requested": 1,
                 "reason": "over_limit", "plan_reason": "subscribed", "over_by": 0,
                 "over_soft_limit": false, "decided_at": 1710000100.5}
                """,
                QuotaDecision.class);
    }
}
