package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.PaymentMethods.Outcome;
import io.tollgate.local.standin.state.Customer;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscription begins: with a trial, with a payment, or with one that is still to be made. */
public final class Signups {

    private static final long DAY_SECONDS = 24L * 3600;

    private final Books books;
    private final InvoiceBook invoices;
    private final Collection collection;
    private final Schedule schedule;
    private final SubscriptionFields fields;

    Signups(
            Books books,
            InvoiceBook invoices,
            Collection collection,
            Schedule schedule,
            SubscriptionFields fields) {
        this.books = books;
        this.invoices = invoices;
        this.collection = collection;
        this.schedule = schedule;
        this.fields = fields;
    }

    /** Creates one; by default a new subscription of today's versions is flexible. */
    public Subscription create(Params params, boolean flexibleByDefault) {
        Customer customer = books.needCustomer(params.need("customer"), "customer");
        fields.check(params);
        boolean flexible =
                params.nested("billing_mode")
                        .oneOf("type", "classic", "flexible")
                        .map("flexible"::equals)
                        .orElse(flexibleByDefault);
        String id = books.ids().next("sub_");
        List<Params> entries = params.list("items");
        if (entries.isEmpty()) {
            throw Refusal.missing("items");
        }
        List<Item> items = new ItemPlanner(books).first(id, flexible, entries);
        Long trialEnd = trialEnd(params);
        Subscription subscription = blank(id, customer, flexible, items, trialEnd);
        fields.apply(subscription, params);
        String behavior = behavior(params);
        requireDueDate(subscription);
        requirePayable(subscription, behavior, trialEnd);
        begin(subscription, behavior, trialEnd);
        return subscription;
    }

    private static String behavior(Params params) {
        return params.oneOf(
                        "payment_behavior",
                        "allow_incomplete",
                        "default_incomplete",
                        "error_if_incomplete")
                .orElse("allow_incomplete");
    }

    private @Nullable Long trialEnd(Params params) {
        if (params.text("trial_end").filter(word -> !word.equals("now")).isPresent()) {
            long end = params.number("trial_end").orElseThrow();
            if (end <= books.now()) {
                throw Refusal.invalid("Invalid timestamp: must be in the future", "trial_end");
            }
            return end;
        }
        return params.number("trial_period_days")
                .filter(days -> days > 0)
                .map(days -> books.now() + days * DAY_SECONDS)
                .orElse(null);
    }

    private Subscription blank(
            String id,
            Customer customer,
            boolean flexible,
            List<Item> items,
            @Nullable Long trialEnd) {
        long now = books.now();
        ObjectNode json = Blanks.of("subscription", id, now);
        Subscription subscription = new Subscription(json);
        json.put("customer", customer.id()).put("start_date", now);
        json.put("billing_cycle_anchor", trialEnd == null ? Long.valueOf(now) : trialEnd);
        json.withObject("/items").put("url", "/v1/subscription_items?subscription=" + id);
        if (flexible) {
            ObjectNode mode = json.putObject("billing_mode");
            mode.putObject("flexible").put("proration_discounts", "included");
            mode.put("type", "flexible");
        }
        json.put("trial_start", trialEnd == null ? null : Long.valueOf(now));
        json.put("trial_end", trialEnd);
        for (Item item : items) {
            Price price = books.store().prices().get(item.priceId());
            json.put("currency", price.currency());
            item.period(now, trialEnd == null ? Periods.end(now, now, price) : trialEnd);
        }
        subscription.items(items);
        return subscription;
    }

    private static void requireDueDate(Subscription subscription) {
        if (!subscription.isChargedAutomatically()
                && subscription.number("days_until_due") == null) {
            throw Refusal.missing("days_until_due");
        }
    }

    private void requirePayable(
            Subscription subscription, String behavior, @Nullable Long trialEnd) {
        boolean free = total(subscription) == 0 || trialEnd != null;
        if (free
                || !subscription.isChargedAutomatically()
                || behavior.equals("default_incomplete")) {
            return;
        }
        Outcome outcome = PaymentMethods.charge(books.paymentMethodOf(subscription));
        if (outcome == Outcome.NO_METHOD) {
            throw PaymentMethods.noMethod();
        }
        if (behavior.equals("error_if_incomplete") && outcome != Outcome.PAYS) {
            throw PaymentMethods.refusal(outcome);
        }
    }

    private static long total(Subscription subscription) {
        return subscription.items().stream().mapToLong(Item::periodAmount).sum();
    }

    private void begin(Subscription subscription, String behavior, @Nullable Long trialEnd) {
        boolean sent = !subscription.isChargedAutomatically();
        Lines lines = new Lines(books);
        books.store().subscriptions().add(subscription);
        Invoice invoice =
                invoices.draft(
                        subscription,
                        Invoice.CREATE,
                        trialEnd == null
                                ? lines.periods(subscription, subscription.items())
                                : lines.trial(subscription),
                        books.now());
        subscription.latestInvoice(invoice.id());
        if (trialEnd != null) {
            subscription.status(Subscription.TRIALING);
        } else if (sent) {
            subscription.status(Subscription.ACTIVE);
        }
        books.events().append("customer.subscription.created", subscription);
        if (trialEnd == null) {
            schedule.periodEnd(subscription);
        } else {
            schedule.trial(subscription, trialEnd);
        }
        firstInvoice(subscription, invoice, behavior);
    }

    /** A sent one stays a draft for its time; the others are open at once. */
    private void firstInvoice(Subscription subscription, Invoice invoice, String behavior) {
        if (!subscription.isChargedAutomatically() && invoice.amountDue() > 0) {
            books.world()
                    .plan(
                            Task.Kind.FINALIZE,
                            invoice.id(),
                            books.now() + books.settings().draftSeconds());
            return;
        }
        if (subscription.is(Subscription.INCOMPLETE)) {
            books.world()
                    .plan(
                            Task.Kind.EXPIRE_INCOMPLETE,
                            subscription.id(),
                            books.now() + Schedule.PATIENCE_SECONDS);
        }
        if (behavior.equals("default_incomplete") && invoice.amountDue() > 0) {
            invoices.finalizeDraft(invoice);
        } else {
            collection.finalizeAndCollect(invoice);
        }
    }
}
