package io.tollgate.local.standin.payment;

import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.TestMethod;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.Task;

/** Plans what a test card is there to bring about once it has paid. */
final class Aftermath {

    private final Books books;

    Aftermath(Books books) {
        this.books = books;
    }

    void paid(Charge charge, TestMethod method) {
        switch (method.later()) {
            case DISPUTED, INQUIRED ->
                    books.world().plan(Task.Kind.OPEN_DISPUTE, charge.id(), books.now());
            case NOTHING, REFUND_FAILS, REFUND_PENDS -> {
                // A refund brings the rest about, if there ever is one.
            }
        }
    }
}
