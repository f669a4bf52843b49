package io.tollgate.billing.console.event;

import io.tollgate.billing.core.Core;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.billing.core.CoreUsers;
import io.tollgate.billing.core.Look;
import io.tollgate.billing.inbox.EventSearch;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lanes a customer's events are in: their own, those of their subscriptions at core, and those
 * of the payments of the user they belong to.
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

    private final Core core;
    private final CoreUsers users;
    private final CorePayments payments;

    CustomerLanes(Core core, CoreUsers users, CorePayments payments) {
        this.core = core;
        this.users = users;
        this.payments = payments;
    }

    Lanes of(String customerId) {
        List<String> ids = new ArrayList<>(List.of(customerId));
        Optional<List<String>> subscriptions = core.subscriptionsOf(customerId);
        if (subscriptions.isEmpty()) {
            return new Lanes(
                    ids,
                    List.of(
                            "core-service cannot be asked for this customer’s subscriptions and"
                                    + " payments: only the customer’s own lane is shown."));
        }
        List<String> gaps = new ArrayList<>();
        subscriptions.get().stream().limit(MAX_SUBSCRIPTIONS).forEach(ids::add);
        if (subscriptions.get().size() > MAX_SUBSCRIPTIONS) {
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
                        .filter(each -> customerId.equals(each.customerId()))
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

    private static String unasked() {
        return "core-service cannot be asked for this customer’s payments: their events are not"
                + " among these.";
    }
}
