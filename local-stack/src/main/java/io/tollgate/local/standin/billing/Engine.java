package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Params;
import java.util.Optional;
import java.util.function.Consumer;

/** The parts of the engine, put together; calls come in by name, and time by {@link #run}. */
public final class Engine {

    private final Books books;
    private final Endings endings;
    private final PendingUpdates pendingUpdates;
    private final Collection collection;
    private final Renewals renewals;
    private final Trials trials;
    private final Pauses pauses;
    private final Signups signups;
    private final Changes changes;
    private final InvoiceDesk invoiceDesk;

    public Engine(Books books) {
        this.books = books;
        InvoiceBook invoices = new InvoiceBook(books);
        Schedule schedule = new Schedule(books);
        Resumption resumption = new Resumption(books, schedule);
        SubscriptionFields fields = new SubscriptionFields(books, schedule);
        this.endings = new Endings(books, invoices);
        this.pendingUpdates = new PendingUpdates(books, invoices, schedule);
        Standing standing = new Standing(books, endings, pendingUpdates, resumption);
        this.collection = new Collection(books, invoices, standing);
        this.renewals = new Renewals(books, invoices, schedule);
        this.trials = new Trials(books, endings, renewals, collection, schedule);
        this.pauses = new Pauses(books, invoices, collection);
        this.signups = new Signups(books, invoices, collection, schedule, fields);
        this.changes = new Changes(books, invoices, collection, fields, pendingUpdates, schedule);
        this.invoiceDesk = new InvoiceDesk(books, invoices, collection, standing);
        books.world().onDue(this::run);
    }

    public Books books() {
        return books;
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

    private void run(Task task) {
        switch (task.kind()) {
            case PERIOD_END -> subscription(task).ifPresent(it -> periodEnded(it, task.due()));
            case TRIAL_WILL_END -> subscription(task).ifPresent(trials::announce);
            case CANCEL -> subscription(task).ifPresent(it -> cancelIfDue(it, task.due()));
            case EXPIRE_INCOMPLETE ->
                    subscription(task)
                            .filter(it -> it.is(Subscription.INCOMPLETE))
                            .ifPresent(endings::expire);
            case EXPIRE_PENDING_UPDATE ->
                    subscription(task).ifPresent(it -> pendingUpdates.expire(it, task.due()));
            case RESUME_COLLECTION ->
                    subscription(task).ifPresent(it -> resumeCollection(it, task.due()));
            case VOID_RESUMPTION -> invoice(task, pauses::giveUp);
            case FINALIZE -> invoice(task, this::finalizeIfDraft);
            case RETRY -> invoice(task, it -> collection.retry(it, task.due()));
            case DUE_DATE -> invoice(task, collection::overdue);
        }
    }

    private Optional<Subscription> subscription(Task task) {
        return books.store().subscriptions().find(task.id());
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
