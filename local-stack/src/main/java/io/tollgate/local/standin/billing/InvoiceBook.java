package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Customer;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws invoices up and moves them on; what that means to the subscription is decided elsewhere.
 */
final class InvoiceBook {

    private static final String UPDATED = "invoice.updated";

    private final Books books;
    private final InvoiceIntents intents;

    InvoiceBook(Books books, InvoiceIntents intents) {
        this.books = books;
        this.intents = intents;
    }

    /**
     * A draft over these lines and all that waited for the next invoice.
     *
     * @param from start of the invoice's own period, which is not that of its lines
     */
    Invoice draft(Subscription subscription, String reason, List<ObjectNode> lines, long from) {
        ObjectNode json = Blanks.of("invoice", books.ids().next("in_"), books.now());
        Invoice invoice = new Invoice(json);
        json.put("billing_reason", reason).put("currency", subscription.text("currency"));
        json.put("collection_method", subscription.text("collection_method"));
        json.put("period_start", from).put("period_end", books.now());
        describeCustomer(invoice, books.customerOf(subscription));
        ObjectNode details = (ObjectNode) json.at("/parent/subscription_details");
        details.put("subscription", subscription.id());
        details.set("metadata", subscription.metadata().deepCopy());
        fill(invoice, lines, subscription.pendingLines());
        boolean advances = !subscription.is(Subscription.UNPAID) && !isKept(subscription);
        invoice.flag("auto_advance", advances);
        if (advances && reason.equals(Invoice.CYCLE)) {
            invoice.number(
                    "automatically_finalizes_at", books.now() + books.settings().draftSeconds());
        }
        books.store().invoices().add(invoice);
        books.events().append("invoice.created", invoice);
        return invoice;
    }

    private static boolean isKept(Subscription subscription) {
        return subscription.pausedCollection().equals("keep_as_draft");
    }

    private static void describeCustomer(Invoice invoice, Customer customer) {
        invoice.text("customer", customer.id());
        invoice.text("customer_email", customer.text("email"));
        invoice.text("customer_name", customer.text("name"));
    }

    private static void fill(Invoice invoice, List<ObjectNode> lines, ArrayNode waiting) {
        ObjectNode list = (ObjectNode) invoice.json().get("lines");
        list.put("url", "/v1/invoices/" + invoice.id() + "/lines");
        ArrayNode data = (ArrayNode) list.get("data");
        waiting.forEach(data::add);
        waiting.removeAll();
        data.addAll(lines);
        long total = 0;
        for (var line : data) {
            ((ObjectNode) line).put("invoice", invoice.id());
            total += line.get("amount").asLong();
        }
        for (String field :
                List.of("subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax")) {
            invoice.number(field, total);
        }
        due(invoice, Math.max(0, total));
    }

    private static void due(Invoice invoice, long amount) {
        invoice.number("amount_due", amount);
        invoice.number("amount_remaining", amount);
    }

    /** From draft to open: it gets its number, and uses up or adds to the customer's credit. */
    void finalizeDraft(Invoice invoice) {
        ObjectNode before = invoice.copy();
        Customer customer = books.store().customers().get(invoice.customerId());
        invoice.moved(Invoice.OPEN, "finalized_at", books.now());
        invoice.number("automatically_finalizes_at", null);
        invoice.number("effective_at", books.now());
        if (!customer.isDeleted()) {
            invoice.text("number", customer.takeInvoiceNumber());
            useBalance(invoice, customer);
        }
        openPayment(invoice);
        books.events().append("invoice.finalized", invoice);
        books.events().updated(UPDATED, before, invoice);
    }

    private void useBalance(Invoice invoice, Customer customer) {
        // The counter of its invoices, which moved already, is not told by an event.
        ObjectNode before = customer.copy();
        long balance = customer.balance();
        long total = invoice.amount("total") + balance;
        invoice.number("starting_balance", balance);
        due(invoice, Math.max(0, total));
        long left = Math.min(0, total);
        invoice.number("ending_balance", left);
        customer.balance(left);
        books.events().updated("customer.updated", before, customer);
    }

    private void openPayment(Invoice invoice) {
        if (invoice.amountDue() > 0) {
            String intent = intents.open(invoice);
            invoice.text("_payment_intent", intent);
            InvoicePayments.open(books, invoice, intent);
        }
    }

    /** It will never be paid. */
    void voidInvoice(Invoice invoice) {
        end(invoice, Invoice.VOID, "voided_at", "invoice.voided");
        intents.callOff(invoice, "void_invoice");
        InvoicePayments.cancel(books, invoice);
    }

    /** It will hardly ever be paid. */
    void markUncollectible(Invoice invoice) {
        end(
                invoice,
                Invoice.UNCOLLECTIBLE,
                "marked_uncollectible_at",
                "invoice.marked_uncollectible");
    }

    private void end(Invoice invoice, String status, String transition, String event) {
        ObjectNode before = invoice.copy();
        invoice.moved(status, transition, books.now());
        invoice.number("next_payment_attempt", null);
        invoice.flag("auto_advance", false);
        books.events().append(event, invoice);
        books.events().updated(UPDATED, before, invoice);
    }

    /** Nothing is collected by itself any more; what is open stays open. */
    void stopCollecting(Subscription subscription) {
        for (Invoice invoice : books.store().invoicesOf(subscription)) {
            if (invoice.is(Invoice.OPEN) || invoice.is(Invoice.DRAFT)) {
                ObjectNode before = invoice.copy();
                invoice.flag("auto_advance", false);
                invoice.number("automatically_finalizes_at", null);
                invoice.number("next_payment_attempt", null);
                books.events().updated(UPDATED, before, invoice);
            }
        }
    }

    /** Records a change that has no event of its own. */
    void change(Invoice invoice, Runnable change) {
        ObjectNode before = invoice.copy();
        change.run();
        books.events().updated(UPDATED, before, invoice);
    }

    List<Invoice> openOf(Subscription subscription) {
        return new ArrayList<>(
                books.store().invoicesOf(subscription).stream()
                        .filter(invoice -> invoice.is(Invoice.OPEN))
                        .toList());
    }
}
