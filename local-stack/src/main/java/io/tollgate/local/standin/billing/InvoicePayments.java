package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.InvoicePayment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one payment of each invoice: opened with it, then paid or cancelled. */
final class InvoicePayments {

    private static final String PAYMENT = "_payment";

    private InvoicePayments() {}

    static void open(Books books, Invoice invoice, String intent) {
        ObjectNode json = Blanks.of("invoice_payment", books.ids().next("inpay_"), books.now());
        json.put("amount_requested", invoice.amountDue()).put("invoice", invoice.id());
        json.put("currency", invoice.text("currency"));
        json.withObject("/payment").put("payment_intent", intent);
        invoice.text(PAYMENT, json.get("id").asText());
        books.store().invoicePayments().add(new InvoicePayment(json));
    }

    static void paid(Books books, Invoice invoice) {
        of(books, invoice)
                .ifPresent(
                        payment -> {
                            payment.number("amount_paid", payment.amount("amount_requested"));
                            move(payment, "paid", "paid_at", books.now());
                            books.events().append("invoice_payment.paid", payment);
                        });
    }

    static void cancel(Books books, Invoice invoice) {
        of(books, invoice)
                .ifPresent(payment -> move(payment, "canceled", "canceled_at", books.now()));
    }

    private static Optional<InvoicePayment> of(Books books, Invoice invoice) {
        return books.store().invoicePayments().find(invoice.text(PAYMENT));
    }

    private static void move(
            InvoicePayment payment, String status, String transition, @Nullable Long at) {
        payment.text("status", status);
        payment.json().withObject("/status_transitions").put(transition, at);
    }
}
