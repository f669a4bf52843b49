package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.core.CoreAccounts;
import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeReply;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentAttemptApi.Reason;
import io.tollgate.contracts.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Does at Stripe what is left of attempts to pay: cancels the intent of an order that is to be
 * cancelled, gives up attempts whose key is too old, and cancels intents that were made without our
 * coming to know of them. Several replicas may do so at once; the second finds it done.
 */
final class ClearUp {

    private static final Logger LOG = Logger.getLogger(ClearUp.class);

    /** In one go; what is left comes with the next. */
    private static final int LIMIT = 100;

    /** Stripe has forgotten the key by then: no call under it can make an intent any more. */
    private static final Duration NOTHING_CAN_COME = Duration.ofHours(25);

    private final CoreOrders orders;
    private final Wishes wishes;
    private final CoreAccounts accounts;
    private final Intents intents;
    private final PaymentConfig config;

    ClearUp(
            CoreOrders orders,
            Wishes wishes,
            CoreAccounts accounts,
            Intents intents,
            PaymentConfig config) {
        this.orders = orders;
        this.wishes = wishes;
        this.accounts = accounts;
        this.intents = intents;
        this.config = config;
    }

    /**
     * One go over what core lists.
     *
     * @param orphans whether intents that may exist unknown to us are looked for as well
     */
    void run(boolean orphans) {
        wishes.fulfil();
        if (orders.unsettled(LIMIT)
                instanceof CoreAnswer.Ok<List<PaymentAttempt>>(List<PaymentAttempt> attempts)) {
            for (PaymentAttempt attempt : attempts) {
                settle(attempt, orphans);
            }
        }
    }

    private void settle(PaymentAttempt attempt, boolean orphans) {
        Deadline deadline = Deadline.in(config.deadline());
        if (attempt.closed() != null) {
            if (orphans) {
                resolve(attempt, deadline);
            }
        } else if (attempt.paymentIntentId() != null) {
            cancel(attempt, attempt.paymentIntentId(), deadline);
        } else {
            // A call may be under way that makes its intent yet: it stays on the list as closed.
            boolean old = attempt.ageSeconds() >= Paying.KEY_IS_SAFE.toSeconds();
            orders.close(attempt, old ? Reason.EXPIRED : Reason.UNRESOLVED);
        }
    }

    private void cancel(PaymentAttempt attempt, String intent, Deadline deadline) {
        switch (intents.read(intent, deadline)) {
            case StripeAnswer.Found found when Intents.isOpen(found.body()) -> {
                if (intents.cancel(intent, deadline) instanceof StripeReply.Done) {
                    LOG.infof("intent_canceled payment_intent=%s", intent);
                    orders.close(attempt, Reason.CANCELED);
                }
            }
            case StripeAnswer.Found found -> {
                // Paid or on its way: its events tell core. Cancelled: no event need tell.
                if (found.body().path("status").asText().equals("canceled")) {
                    orders.close(attempt, Reason.CANCELED);
                }
            }
            // Unknown to Stripe is not cancelled: under the right key it may be paid yet.
            case StripeAnswer.Missing(), StripeAnswer.Throttled(), StripeAnswer.Unavailable _ -> {}
        }
    }

    private void resolve(PaymentAttempt attempt, Deadline deadline) {
        switch (accounts.of(attempt.userId())) {
            case CoreAnswer.Ok<Account>(Account account) ->
                    resolve(attempt, account.customerId(), deadline);
            // Without a customer no intent was ever made.
            case CoreAnswer.Refused<Account> refused when refused.code() == ProblemCode.NOT_FOUND ->
                    orders.resolve(attempt);
            case CoreAnswer.Refused<Account> _, CoreAnswer.Away<Account>() -> {}
        }
    }

    private void resolve(PaymentAttempt attempt, String customer, Deadline deadline) {
        switch (intents.find(attempt, customer, deadline)) {
            case Intents.Found.One(JsonNode intent) -> {
                String id = intent.path("id").asText();
                boolean gone =
                        !Intents.isOpen(intent)
                                || intents.cancel(id, deadline) instanceof StripeReply.Done;
                if (gone) {
                    LOG.infof("orphan_canceled payment_intent=%s", id);
                    orders.resolve(attempt);
                }
            }
            case Intents.Found.None() -> {
                if (attempt.ageSeconds() >= NOTHING_CAN_COME.toSeconds()) {
                    orders.resolve(attempt);
                }
            }
            case Intents.Found.Away() -> {}
        }
    }
}
