package io.tollgate.local.standin.state;

import java.util.List;
import java.util.Optional;

/** The tables. One more kind of object is one more table. */
public final class Store {

    private final Table<Customer> customers = new Table<>("customer");
    private final Table<Product> products = new Table<>("product");
    private final Table<Price> prices = new Table<>("price");
    private final Table<Subscription> subscriptions = new Table<>("subscription");
    private final Table<Invoice> invoices = new Table<>("invoice");
    private final Table<InvoicePayment> invoicePayments = new Table<>("invoice_payment");

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

    /** Whatever has this id, for a field that is to be expanded. */
    public Optional<Doc> find(String id) {
        return List.of(customers, products, prices, subscriptions, invoices, invoicePayments)
                .stream()
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
