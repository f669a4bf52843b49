package io.tollgate.local.standin.checkout;

import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.payment.Payments;

/** Everything that can be asked of the stand-in, put together over its books. */
public record Desk(Engine engine, CheckoutSessions checkout, PortalSessions portal) {

    public static Desk over(Books books) {
        Engine engine = new Engine(books, new Payments(books));
        return new Desk(engine, new CheckoutSessions(engine), new PortalSessions(engine));
    }

    public Books books() {
        return engine.books();
    }
}
