package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.payment.Payments;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.state.Task.Kind;
import io.tollgate.local.standin.state.World;
import io.tollgate.local.standin.wire.Params;
import java.util.function.Consumer;

/** The parts of the engine, put together; calls come in by name, and time by what is due. */
public final class Engine {

    private final Books books;
    private final Payments payments;
    private final Endings endings;
    private final PendingUpdates pendingUpdates;
    private final Collection collection;
    private final Renewals renewals;
    private final Trials trials;
    private final Pauses pauses;
    private final Signups signups;
    private final Changes changes;
    private final InvoiceDesk invoiceDesk;

    public Engine(Books books, Payments payments) {
        this.books = books;
        this.payments = payments;
        InvoiceIntents intents = new InvoiceIntents(books, payments.intents());
        InvoiceBook invoices = new InvoiceBook(books, intents);
        Schedule schedule = new Schedule(books);
        Resumption resumption = new Resumption(books, schedule);
        SubscriptionFields fields = new SubscriptionFields(books, schedule);
        this.endings = new Endings(books, invoices);
        this.pendingUpdates = new PendingUpdates(books, invoices, schedule);
        Standing standing = new Standing(books, endings, pendingUpdates, resumption);
        this.collection = new Collection(books, invoices, intents, standing);
        this.renewals = new Renewals(books, invoices, schedule);
        this.trials = new Trials(books, endings, renewals, collection, schedule);
        this.pauses = new Pauses(books, invoices, collection);
        this.signups = new Signups(books, invoices, collection, schedule, fields);
        this.changes = new Changes(books, invoices, collection, fields, pendingUpdates, schedule);
        this.invoiceDesk = new InvoiceDesk(books, invoices, collection, standing);
        payments.onOutcome(collection::learn);
        listen(books.world());
    }

    public Books books() {
        return books;
    }

    public Payments payments() {
        return payments;
    }

    public Customers customers() {
        return new Customers(books, endings);
    }

    public Catalogue catalogue() {
        return new Catalogue(books);
    }

    public Signups signups() {
        return signups;
    }

    public InvoiceDesk invoices() {
        return invoiceDesk;
    }

    public void update(Subscription subscription, Params params) {
        changes.update(subscription, params, trials);
    }

    public void cancel(Subscription subscription, Params params) {
        SubscriptionFields.cancellationDetails(subscription, params);
        endings.cancel(subscription, Endings.REQUESTED);
    }

    public void pause(Subscription subscription, Params params) {
        pauses.pause(subscription, params);
    }

    public void resume(Subscription subscription, Params params) {
        pauses.resume(subscription, params);
    }

    private void listen(World world) {
        world.onDue(Kind.PERIOD_END, task -> with(task, it -> periodEnded(it, task.due())));
        world.onDue(Kind.TRIAL_WILL_END, task -> with(task, trials::announce));
        world.onDue(Kind.CANCEL, task -> with(task, it -> cancelIfDue(it, task.due())));
        world.onDue(Kind.EXPIRE_INCOMPLETE, task -> with(task, this::expireIfIncomplete));
        world.onDue(
                Kind.EXPIRE_PENDING_UPDATE,
                task -> with(task, it -> pendingUpdates.expire(it, task.due())));
        world.onDue(
                Kind.RESUME_COLLECTION, task -> with(task, it -> resumeCollection(it, task.due())));
        world.onDue(Kind.VOID_RESUMPTION, task -> invoice(task, pauses::giveUp));
        world.onDue(Kind.FINALIZE, task -> invoice(task, this::finalizeIfDraft));
        world.onDue(Kind.RETRY, task -> invoice(task, it -> collection.retry(it, task.due())));
        world.onDue(Kind.DUE_DATE, task -> invoice(task, collection::overdue));
    }

    private void with(Task task, Consumer<Subscription> action) {
        books.store().subscriptions().find(task.id()).ifPresent(action);
    }

    private void expireIfIncomplete(Subscription subscription) {
        if (subscription.is(Subscription.INCOMPLETE)) {
            endings.expire(subscription);
        }
    }

    private void invoice(Task task, Consumer<Invoice> action) {
        books.store().invoices().find(task.id()).ifPresent(action);
    }

    private void periodEnded(Subscription subscription, long due) {
        boolean renews =
                subscription.is(Subscription.ACTIVE)
                        || subscription.isOverdue()
                        || subscription.is(Subscription.TRIALING);
        if (!renews || subscription.nextBoundary() != due) {
            return;
        }
        Long cancelAt = subscription.cancelAt();
        if (cancelAt != null && cancelAt <= due) {
            endings.cancel(subscription, Endings.REQUESTED);
        } else if (subscription.is(Subscription.TRIALING)) {
            trials.end(subscription);
        } else {
            renewals.awaitDraftTime(renewals.roll(subscription, subscription.status()));
        }
    }

    private void cancelIfDue(Subscription subscription, long due) {
        Long cancelAt = subscription.cancelAt();
        if (cancelAt != null && cancelAt == due && !subscription.isTerminal()) {
            endings.cancel(subscription, Endings.REQUESTED);
        }
    }

    private void finalizeIfDraft(Invoice invoice) {
        if (invoice.is(Invoice.DRAFT) && invoice.advancesByItself()) {
            collection.finalizeAndCollect(invoice);
        }
    }

    private void resumeCollection(Subscription subscription, long due) {
        if (subscription.json().at("/pause_collection/resumes_at").asLong() == due) {
            ObjectNode before = subscription.copy();
            subscription.json().putNull("pause_collection");
            books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
        }
    }
}
