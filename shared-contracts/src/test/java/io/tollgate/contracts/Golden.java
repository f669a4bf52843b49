package io.tollgate.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.account.AccountLink;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentAttemptApi;
import io.tollgate.contracts.payment.PaymentChangePage;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentReviews;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdateResult;
import io.tollgate.contracts.payment.ReviewDismissal;
import io.tollgate.contracts.payment.ReviewDismissed;
import io.tollgate.contracts.plan.PlanOffer;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.contracts.quota.NoticePage;
import io.tollgate.contracts.quota.OperatorOverride;
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
import io.tollgate.contracts.quota.UserNotices;
import io.tollgate.contracts.quota.UserOverrides;
import io.tollgate.contracts.subscription.SubscriptionChangePage;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files with the JSON of every contract type. */
final class Golden {

    private static final String ENDING = ".json";

    private Golden() {}

    /** The names of all of them, without their ending. */
    static List<String> files() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(Golden.class.getResource("/golden"));
        return files(Path.of(folder.toURI()));
    }

    /** The names of those in a folder. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    static JsonNode json(String file) throws IOException {
        URL url = Objects.requireNonNull(Golden.class.getResource("/golden/" + file + ENDING));
        return Json.newMapper().readTree(url);
    }

    static JsonNode json(Path folder, String file) throws IOException {
        return Json.newMapper().readTree(folder.resolve(file + ENDING).toFile());
    }

    /** What a file is the JSON of. */
    static Class<?> type(String file) {
        return switch (file.replaceAll("_(six_fields|with(out)?_\\w+|unlimited|gone)$", "")) {
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
            case "order" -> OrderView.class;
            case "payment_detail" -> PaymentDetail.class;
            case "payment_change_page" -> PaymentChangePage.class;
            case "payment_reviews" -> PaymentReviews.class;
            case "review_dismissal" -> ReviewDismissal.class;
            case "review_dismissed" -> ReviewDismissed.class;
            case "subscription_change_page" -> SubscriptionChangePage.class;
            case "users_found" -> UsersFound.class;
            case "operator_override" -> OperatorOverride.class;
            case "user_overrides" -> UserOverrides.class;
            case "user_notices" -> UserNotices.class;
            case "plan_offer" -> PlanOffer.class;
            case "problem" -> Problem.class;
            default -> throw new IllegalArgumentException(file);
        };
    }
}
