package io.tollgate.local.standin.state;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables. One more kind of object is one more table. */
public final class Store {

    private final Table<Customer> customers = new Table<>("customer", Customer::new);
    private final Table<Product> products = new Table<>("product", Product::new);
    private final Table<Price> prices = new Table<>("price", Price::new);
    private final Table<Subscription> subscriptions =
            new Table<>("subscription", Subscription::new);
    private final Table<Invoice> invoices = new Table<>("invoice", Invoice::new);
    private final Table<InvoicePayment> invoicePayments =
            new Table<>("invoice_payment", InvoicePayment::new);
    private final Table<PaymentIntent> paymentIntents =
            new Table<>("payment_intent", PaymentIntent::new);
    private final Table<Charge> charges = new Table<>("charge", Charge::new);
    private final Table<Refund> refunds = new Table<>("refund", Refund::new);
    private final Table<Dispute> disputes = new Table<>("dispute", Dispute::new);
    private final Table<CheckoutSession> checkoutSessions =
            new Table<>("checkout.session", CheckoutSession::new);
    private final Table<PortalSession> portalSessions =
            new Table<>("billing_portal.session", PortalSession::new);

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

    List<Table<?>> tables() {
        return List.of(
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
                checkoutSessions,
                portalSessions);
    }

    /** The table of one kind of object. */
    Table<?> table(String kind) {
        return tables().stream()
                .filter(table -> table.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + kind));
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
