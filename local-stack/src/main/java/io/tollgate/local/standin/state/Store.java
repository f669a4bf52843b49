package io.tollgate.local.standin.state;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables. One more kind of object is one more table. */
public final class Store {

    private final Table<Customer> customers = new Table<>("customer");
    private final Table<Product> products = new Table<>("product");
    private final Table<Price> prices = new Table<>("price");
    private final Table<Subscription> subscriptions = new Table<>("subscription");
    private final Table<Invoice> invoices = new Table<>("invoice");
    private final Table<InvoicePayment> invoicePayments = new Table<>("invoice_payment");
    private final Table<PaymentIntent> paymentIntents = new Table<>("payment_intent");
    private final Table<Charge> charges = new Table<>("charge");
    private final Table<Refund> refunds = new Table<>("refund");
    private final Table<Dispute> disputes = new Table<>("dispute");
    private final Table<CheckoutSession> checkoutSessions = new Table<>("checkout.session");
    private final Table<PortalSession> portalSessions = new Table<>("billing_portal.session");

    public Table<Customer> customers() {
        return customers;
    }

    public Table<Product> products() {
        return products;
    }

    public Table<Price> prices() {
        return prices;
    }

    public Table<Subscription> subscriptions() {
        return subscriptions;
    }

    public Table<Invoice> invoices() {
        return invoices;
    }

    public Table<InvoicePayment> invoicePayments() {
        return invoicePayments;
    }

    public Table<PaymentIntent> paymentIntents() {
        return paymentIntents;
    }

    public Table<Charge> charges() {
        return charges;
    }

    public Table<Refund> refunds() {
        return refunds;
    }

    public Table<Dispute> disputes() {
        return disputes;
    }

    public Table<CheckoutSession> checkoutSessions() {
        return checkoutSessions;
    }

    public Table<PortalSession> portalSessions() {
        return portalSessions;
    }

    /** Whatever has this id, for a field that is to be expanded. */
    public Optional<Doc> find(String id) {
        return Stream.of(
                        customers,
                        products,
                        prices,
                        subscriptions,
                        invoices,
                        invoicePayments,
                        paymentIntents,
                        charges,
                        refunds,
                        disputes,
                        checkoutSessions)
                .flatMap(table -> table.find(id).stream())
                .map(Doc.class::cast)
                .findFirst();
    }

    /** The subscription that an item belongs to. */
    public Optional<Subscription> subscriptionOfItem(String itemId) {
        return subscriptions.newestFirst().stream()
                .filter(subscription -> subscription.item(itemId).isPresent())
                .findFirst();
    }

    /** The invoices of a subscription, the newest first. */
    public List<Invoice> invoicesOf(Subscription subscription) {
        return invoices.newestFirst().stream()
                .filter(invoice -> invoice.subscriptionId().equals(subscription.id()))
                .toList();
    }
}
