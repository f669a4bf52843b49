package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.Metadata;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.state.Customer;
import io.tollgate.local.standin.wire.Params;
import java.util.List;
import java.util.Locale;

/** Customers come, change and go. */
public final class Customers {

    private static final List<String> TEXTS = List.of("description", "email", "name", "phone");

    private static final int PREFIX_LENGTH = 8;

    private final Books books;
    private final Endings endings;

    Customers(Books books, Endings endings) {
        this.books = books;
        this.endings = endings;
    }

    public Customer create(Params params) {
        checkMethod(params);
        String id = books.ids().next("cus_");
        ObjectNode json = Blanks.of("customer", id, books.now());
        Customer customer = new Customer(json);
        json.put(
                "invoice_prefix",
                id.substring(id.length() - PREFIX_LENGTH).toUpperCase(Locale.ROOT));
        apply(customer, params);
        books.store().customers().add(customer);
        books.events().append("customer.created", customer);
        return customer;
    }

    public void update(Customer customer, Params params) {
        checkMethod(params);
        ObjectNode before = customer.copy();
        apply(customer, params);
        books.events().updated("customer.updated", before, customer);
    }

    /** Its subscriptions end with it. */
    public void delete(Customer customer) {
        endings.deleteCustomer(customer);
    }

    /** Makes a test card the one its invoices are paid with; empty takes it away. */
    public void setPaymentMethod(Customer customer, String methodId) {
        ObjectNode before = customer.copy();
        customer.paymentMethod(methodId);
        books.events().updated("customer.updated", before, customer);
    }

    private static void checkMethod(Params params) {
        params.text("payment_method")
                .ifPresent(id -> PaymentMethods.requireKnown(id, "payment_method"));
        String field = "default_payment_method";
        Params settings = params.nested("invoice_settings");
        settings.text(field).ifPresent(id -> PaymentMethods.requireKnown(id, settings.full(field)));
    }

    private static void apply(Customer customer, Params params) {
        for (String field : TEXTS) {
            if (params.has(field)) {
                customer.text(field, params.text(field).orElse(null));
            }
        }
        Params settings = params.nested("invoice_settings");
        if (settings.has("default_payment_method")) {
            customer.paymentMethod(settings.text("default_payment_method").orElse(""));
        }
        Metadata.merge(customer, params);
    }
}
