package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.PaymentMethods.Outcome;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A living subscription is changed by a call. */
public final class Changes {

    /** All that a cancelled one still takes. */
    private static final Set<String> OF_THE_DEAD =
            Set.of("metadata", "cancellation_details", "expand");

    /** All that may stand beside a change that waits for its payment. */
    private static final Set<String> BESIDE_A_HELD_CHANGE =
            Set.of(
                    "items",
                    "payment_behavior",
                    "proration_behavior",
                    "billing_cycle_anchor",
                    "off_session",
                    "expand");

    private final Books books;
    private final InvoiceBook invoices;
    private final Collection collection;
    private final SubscriptionFields fields;
    private final PendingUpdates pendingUpdates;
    private final Schedule schedule;

    Changes(
            Books books,
            InvoiceBook invoices,
            Collection collection,
            SubscriptionFields fields,
            PendingUpdates pendingUpdates,
            Schedule schedule) {
        this.books = books;
        this.invoices = invoices;
        this.collection = collection;
        this.fields = fields;
        this.pendingUpdates = pendingUpdates;
        this.schedule = schedule;
    }

    /**
     * Changes what is asked for.
     *
     * @param trials ends or extends a trial
     */
    void update(Subscription subscription, Params params, Trials trials) {
        requireAlive(subscription, params);
        fields.check(params);
        String behavior = behavior(params);
        Long trialEnd = trialEnd(params);
        ItemPlan plan = plan(subscription, params);
        Outcome outcome = outcome(subscription, plan);
        boolean refused = plan.invoicesNow() && plan.total() > 0 && outcome != Outcome.PAYS;
        if (refused && behavior.equals("error_if_incomplete")) {
            throw PaymentMethods.refusal(outcome);
        }
        if (refused && behavior.equals("pending_if_incomplete")) {
            hold(subscription, plan);
            return;
        }
        boolean endsTrial =
                params.text("trial_end").filter("now"::equals).isPresent()
                        && subscription.is(Subscription.TRIALING);
        ObjectNode before = subscription.copy();
        apply(subscription, plan);
        if (trialEnd != null) {
            trials.extend(subscription, trialEnd);
        }
        fields.apply(subscription, params);
        bill(subscription, plan, before, behavior);
        if (endsTrial) {
            trials.endNow(subscription);
        }
    }

    private static void requireAlive(Subscription subscription, Params params) {
        if (subscription.isTerminal() && !OF_THE_DEAD.containsAll(params.names())) {
            throw Refusal.invalid(
                    "A canceled subscription can only update its cancellation_details and"
                            + " metadata.",
                    null);
        }
    }

    /** Null if the trial is left alone, or ended now. */
    private @Nullable Long trialEnd(Params params) {
        if (params.text("trial_end").filter(word -> !word.equals("now")).isEmpty()) {
            return null;
        }
        long end = params.number("trial_end").orElseThrow();
        if (end <= books.now()) {
            throw Refusal.invalid("Invalid timestamp: must be in the future", "trial_end");
        }
        return end;
    }

    private static String behavior(Params params) {
        String behavior =
                params.oneOf(
                                "payment_behavior",
                                "allow_incomplete",
                                "default_incomplete",
                                "error_if_incomplete",
                                "pending_if_incomplete")
                        .orElse("allow_incomplete");
        if (behavior.equals("pending_if_incomplete")
                && !BESIDE_A_HELD_CHANGE.containsAll(params.names())) {
            throw Refusal.invalid(
                    "When passing `payment_behavior=pending_if_incomplete`, only some parameters"
                            + " can be changed in the same call.",
                    "payment_behavior");
        }
        return behavior;
    }

    private ItemPlan plan(Subscription subscription, Params params) {
        String prorations =
                params.oneOf("proration_behavior", "always_invoice", "create_prorations", "none")
                        .orElse("create_prorations");
        List<Item> wanted = new ItemPlanner(books).change(subscription, params.list("items"));
        return new Prorations(books).plan(subscription, wanted, prorations, resetsAnchor(params));
    }

    /** A word in older versions, an object in the newest. */
    static boolean resetsAnchor(Params params) {
        String field = "billing_cycle_anchor";
        Params holder = params.isNested(field) ? params.nested(field) : params;
        String name = params.isNested(field) ? "type" : field;
        return holder.oneOf(name, "now", "unchanged").filter("now"::equals).isPresent();
    }

    private Outcome outcome(Subscription subscription, ItemPlan plan) {
        return !subscription.isChargedAutomatically() || !plan.invoicesNow()
                ? Outcome.PAYS
                : PaymentMethods.charge(books.paymentMethodOf(subscription));
    }

    private void apply(Subscription subscription, ItemPlan plan) {
        subscription.items(plan.items());
        if (subscription.anchor() != plan.anchor()) {
            subscription.anchor(plan.anchor());
        }
        schedule.cut(subscription);
        if (!plan.invoicesNow()) {
            plan.lines().forEach(subscription.pendingLines()::add);
        }
    }

    private void bill(
            Subscription subscription, ItemPlan plan, ObjectNode before, String behavior) {
        if (!plan.invoicesNow() || subscription.is(Subscription.INCOMPLETE)) {
            books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
            return;
        }
        Invoice invoice = draft(subscription, plan);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
        if (behavior.equals("default_incomplete") && invoice.amountDue() > 0) {
            invoices.finalizeDraft(invoice);
        } else {
            collection.finalizeAndCollect(invoice);
        }
    }

    private void hold(Subscription subscription, ItemPlan plan) {
        ObjectNode before = subscription.copy();
        Invoice invoice = draft(subscription, plan);
        pendingUpdates.hold(subscription, plan.items(), plan.anchor(), invoice);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
        collection.finalizeAndCollect(invoice);
    }

    private Invoice draft(Subscription subscription, ItemPlan plan) {
        Invoice invoice =
                invoices.draft(
                        subscription,
                        Invoice.UPDATE,
                        plan.lines(),
                        subscription.firstItem().periodStart());
        subscription.latestInvoice(invoice.id());
        return invoice;
    }
}
