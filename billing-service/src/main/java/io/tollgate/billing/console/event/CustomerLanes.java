package io.tollgate.billing.console.event;

import io.tollgate.billing.core.CorePayments;
import io.tollgate.billing.core.CoreSubscriptions;
import io.tollgate.billing.core.CoreUsers;
import io.tollgate.billing.core.Look;
import io.tollgate.billing.inbox.EventSearch;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lanes a customer's events are in: their own, and those of the subscriptions and payments that
 * core holds of the user they belong to or once belonged to.
 */
@ApplicationScoped
class CustomerLanes {

    /** Half of what is searched: so many subscriptions leave room for payments. */
    private static final int MAX_SUBSCRIPTIONS = EventSearch.MAX_LANES / 2;

    /** The exact match comes first. */
    private static final int USERS_LOOKED_AT = 10;

    /**
     * What was found.
     *
     * @param gaps what is not searched, a sentence each; none if it is complete
     */
    record Lanes(List<String> ids, List<String> gaps) {}

    private final CoreSubscriptions subscriptions;
    private final CoreUsers users;
    private final CorePayments payments;

    CustomerLanes(CoreSubscriptions subscriptions, CoreUsers users, CorePayments payments) {
        this.subscriptions = subscriptions;
        this.users = users;
        this.payments = payments;
    }

    Lanes of(String customerId) {
        List<String> ids = new ArrayList<>(List.of(customerId));
        if (!(subscriptions.ofCustomer(customerId, MAX_SUBSCRIPTIONS)
                instanceof Look.Seen<SubscriptionPage>(SubscriptionPage page))) {
            return new Lanes(
                    ids,
                    List.of(
                            "core-service cannot be asked for this customer’s subscriptions and"
                                    + " payments: only the customer’s own lane is shown."));
        }
        List<String> gaps = new ArrayList<>();
        page.data().stream().map(SubscriptionView::subscriptionId).forEach(ids::add);
        if (page.next() != null) {
            gaps.add(
                    "Only the first %d of this customer’s subscriptions are searched. Filter by lane for another one."
                            .formatted(MAX_SUBSCRIPTIONS));
        }
        String gap = addPayments(customerId, ids);
        if (gap != null) {
            gaps.add(gap);
        }
        return new Lanes(ids, gaps);
    }

    /** What is not searched; null if all of them are. */
    private @Nullable String addPayments(String customerId, List<String> ids) {
        if (!(users.find(customerId, USERS_LOOKED_AT)
                instanceof Look.Seen<UsersFound>(UsersFound found))) {
            return unasked();
        }
        String user =
                found.data().stream()
                        .filter(each -> leadsTo(customerId, each))
                        .map(UsersFound.Found::userId)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        if (user == null) {
            return null;
        }
        int room = EventSearch.MAX_LANES - ids.size();
        CorePayments.Wanted wanted =
                new CorePayments.Wanted(user, null, null, null, false, null, null);
        if (!(payments.history(wanted, null, room)
                instanceof Look.Seen<PaymentPage>(PaymentPage page))) {
            return unasked();
        }
        page.data().stream().map(PaymentView::paymentIntentId).forEach(ids::add);
        return page.next() == null
                ? null
                : "Only the newest %d of this customer’s payments are searched. Filter by lane for another one."
                        .formatted(page.data().size());
    }

    /** A former customer's id finds its user with the one that is theirs now. */
    private static boolean leadsTo(String customerId, UsersFound.Found found) {
        return found.by().equals("customer_id") || customerId.equals(found.customerId());
    }

    private static String unasked() {
        return "core-service cannot be asked for this customer’s payments: their events are not"
                + " among these.";
    }
}
