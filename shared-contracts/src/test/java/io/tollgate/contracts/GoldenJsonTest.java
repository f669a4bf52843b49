package io.tollgate.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.account.AccountLink;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentAttemptApi;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdateResult;
import io.tollgate.contracts.plan.PlanOffer;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.contracts.quota.NoticePage;
import io.tollgate.contracts.quota.PlanView;
import io.tollgate.contracts.quota.QuotaAudit;
import io.tollgate.contracts.quota.QuotaCheck;
import io.tollgate.contracts.quota.QuotaCommit;
import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaExplanation;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.contracts.quota.QuotaSummary;
import io.tollgate.contracts.quota.QuotaTake;
import io.tollgate.contracts.quota.Usage;
import io.tollgate.contracts.quota.UsageCount;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The JSON of every contract type, kept as files: a change that would break the other service, an
 * older one or a caller with curl shows up as a changed file.
 */
class GoldenJsonTest {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private static JsonNode golden(String file) throws IOException {
        try (InputStream in =
                GoldenJsonTest.class.getResourceAsStream("/golden/" + file + ".json")) {
            return MAPPER.readTree(Objects.requireNonNull(in, file));
        }
    }

    private static Class<?> type(String file) {
        return switch (file.replaceAll("_(six_fields|without_\\w+|unlimited)$", "")) {
            case "subscription_update" -> SubscriptionUpdate.class;
            case "subscription_update_result" -> SubscriptionUpdateResult.class;
            case "subscription_page" -> SubscriptionPage.class;
            case "account" -> Account.class;
            case "account_link" -> AccountLink.class;
            case "quota_check" -> QuotaCheck.class;
            case "quota_decision" -> QuotaDecision.class;
            case "quota_summary" -> QuotaSummary.class;
            case "quota_take" -> QuotaTake.class;
            case "quota_commit" -> QuotaCommit.class;
            case "quota_grant" -> QuotaGrant.class;
            case "quota_exceeded" -> QuotaExceeded.class;
            case "limit_override" -> LimitOverride.class;
            case "limit_override_history" -> LimitOverride.History.class;
            case "quota_explanation" -> QuotaExplanation.class;
            case "quota_audit" -> QuotaAudit.class;
            case "notice_page" -> NoticePage.class;
            case "plan_view" -> PlanView.class;
            case "usage_count" -> UsageCount.class;
            case "usage" -> Usage.class;
            case "payment_update" -> PaymentUpdate.class;
            case "payment_update_result" -> PaymentUpdateResult.class;
            case "payment_attempt" -> PaymentAttempt.class;
            case "payment_page" -> PaymentPage.class;
            case "attempt_opening" -> PaymentAttemptApi.Opening.class;
            case "attempt_link" -> PaymentAttemptApi.Link.class;
            case "attempt_closing" -> PaymentAttemptApi.Closing.class;
            case "plan_offer" -> PlanOffer.class;
            case "problem" -> Problem.class;
            default -> throw new IllegalArgumentException(file);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "subscription_update",
        "subscription_update_six_fields",
        "subscription_update_result",
        "subscription_update_result_without_sequence",
        "subscription_page",
        "account",
        "account_link",
        "quota_check",
        "quota_decision",
        "quota_decision_unlimited",
        "quota_summary",
        "quota_take",
        "quota_take_without_ttl",
        "quota_commit",
        "quota_grant",
        "quota_exceeded",
        "limit_override",
        "limit_override_history",
        "quota_explanation",
        "quota_audit",
        "notice_page",
        "plan_view",
        "usage_count",
        "usage",
        "payment_update",
        "payment_update_without_order",
        "payment_update_result",
        "payment_attempt",
        "payment_page",
        "attempt_opening",
        "attempt_link",
        "attempt_closing",
        "account_link_without_customer",
        "plan_offer",
        "problem",
        "problem_without_errors",
    })
    void eachTypeIsReadAndWrittenAsItsFileSays(String file) throws IOException {
        JsonNode golden = golden(file);

        Object read = MAPPER.treeToValue(golden, type(file));

        assertThat(MAPPER.readTree(MAPPER.writeValueAsString(read))).isEqualTo(golden);
        ObjectNode newer = golden.deepCopy();
        newer.putObject("a_field_of_a_later_version").put("x", 1);
        assertThat(MAPPER.treeToValue(newer, type(file))).isEqualTo(read);
    }

    @Test
    void theSixFieldsAloneAreWhatTheShortFormBuilds() throws IOException {
        SubscriptionUpdate six =
                SubscriptionUpdate.of(
                        "cus_Q2h8sKx1",
                        "sub_1PBz7rLk",
                        "price_pro_monthly",
                        1_710_000_000L,
                        1_712_688_399L,
                        "active");

        assertThat(MAPPER.readTree(MAPPER.writeValueAsString(six)))
                .isEqualTo(golden("subscription_update_six_fields"));
    }
}
