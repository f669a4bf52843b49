package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionView;
import io.tollgate.core.account.Accounts;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.plan.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads subscriptions in pages. Plan and user are looked up at every read, so a new catalogue or a
 * late link heals what was stored before it.
 */
@ApplicationScoped
class Subscriptions {

    private final Accounts accounts;
    private final Catalogues catalogues;

    Subscriptions(Accounts accounts, Catalogues catalogues) {
        this.accounts = accounts;
        this.catalogues = catalogues;
    }

    /** The first subscriptions that pass the filter, with whom they belong to. */
    @Transactional
    SubscriptionPage page(Filter filter, int limit) {
        List<SubscriptionRow> rows = SubscriptionRow.page(filter, limit + 1);
        List<SubscriptionRow> shown = rows.subList(0, Math.min(limit, rows.size()));
        Map<String, String> users =
                accounts.usersOf(
                        shown.stream().map(row -> held(row).customerId()).distinct().toList());
        List<SubscriptionView> data =
                shown.stream().map(row -> view(held(row), users, row.updatedAt())).toList();
        return new SubscriptionPage(
                data, rows.size() > limit ? data.getLast().subscriptionId() : null);
    }

    private static SubscriptionState held(SubscriptionRow row) {
        return Objects.requireNonNull(row.state(), "a committed subscription has a state");
    }

    private SubscriptionView view(
            SubscriptionState state, Map<String, String> users, Instant updatedAt) {
        Catalogue catalogue = catalogues.current();
        Terms terms = state.terms();
        Pick pick = Pick.from(terms, catalogue);
        return new SubscriptionView(
                state.subscriptionId(),
                state.customerId(),
                users.get(state.customerId()),
                pick.priceId(),
                state.plan(catalogue).map(Plan::name).orElse(null),
                pick.plan() != null,
                pick.startDate(),
                pick.expiryDate(),
                state.status(),
                state.version().sequence(),
                state.version().occurredAt(),
                terms.paidThrough(),
                terms.cancelAt(),
                terms.trialEnd(),
                state.livemode(),
                state.eventId(),
                terms.items().isEmpty() ? null : terms.items(),
                updatedAt.getEpochSecond());
    }
}
