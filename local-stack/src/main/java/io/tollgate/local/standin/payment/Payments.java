package io.tollgate.local.standin.payment;

import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.TestMethod;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Task;
import java.util.function.Consumer;

/** The parts of payments, put together; what people and banks do comes in here by name. */
public final class Payments {

    private final Books books;
    private final Attempts attempts;
    private final Intents intents;
    private final Refunds refunds;
    private final Disputes disputes;

    public Payments(Books books) {
        this.books = books;
        Charges charges = new Charges(books);
        this.refunds = new Refunds(books, charges);
        this.disputes = new Disputes(books, charges);
        this.attempts = new Attempts(books, charges, new Aftermath(books));
        this.intents = new Intents(books, attempts);
        books.world().onDue(Task.Kind.SETTLE_PAYMENT, this::settle);
    }

    public Books books() {
        return books;
    }

    public Intents intents() {
        return intents;
    }

    /** Says who else is told when an attempt to pay has come to something. */
    public void onOutcome(Consumer<PaymentIntent> listener) {
        attempts.onOutcome(listener);
    }

    public Refunds refunds() {
        return refunds;
    }

    public Disputes disputes() {
        return disputes;
    }

    /** Its owner proves to be its owner. */
    public void authenticate(PaymentIntent intent) {
        require(intent, PaymentIntent.NEEDS_ACTION);
        attempts.authenticated(intent);
    }

    /** Its owner does not. */
    public void failAuthentication(PaymentIntent intent) {
        require(intent, PaymentIntent.NEEDS_ACTION);
        attempts.notAuthenticated(intent);
    }

    /** A payment that takes days arrives now. */
    public void arrive(PaymentIntent intent) {
        require(intent, PaymentIntent.PROCESSING);
        attempts.arrived(intent);
    }

    /** A payment that takes days comes back now. */
    public void comeBack(PaymentIntent intent) {
        require(intent, PaymentIntent.PROCESSING);
        attempts.cameBack(intent);
    }

    private static void require(PaymentIntent intent, String status) {
        if (!intent.is(status)) {
            throw Intents.unexpected(
                    intent, "The PaymentIntent has a status of " + intent.status() + ".");
        }
    }

    private void settle(Task task) {
        books.store()
                .paymentIntents()
                .find(task.id())
                .filter(intent -> intent.is(PaymentIntent.PROCESSING))
                .filter(intent -> intent.amount(Attempts.SETTLES_AT) == task.due())
                .ifPresent(this::settle);
    }

    private void settle(PaymentIntent intent) {
        TestMethod method = PaymentMethods.get(intent.method());
        if (method.charge() == TestMethod.Charge.FAILS_LATER) {
            attempts.cameBack(intent);
        } else {
            attempts.arrived(intent);
        }
    }
}
