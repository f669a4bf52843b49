package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;
import java.util.List;

/** Lines of invoices: a period of an item, or the difference that a change makes. */
final class Lines {

    private final Books books;

    Lines(Books books) {
        this.books = books;
    }

    /** Each item for its current period. */
    List<ObjectNode> periods(Subscription subscription, List<Item> items) {
        return items.stream()
                .map(item -> line(subscription, item, item.periodAmount(), false))
                .toList();
    }

    /** Part of a period, from now to its end; a credit has a negative amount. */
    ObjectNode proration(Subscription subscription, Item item, long amount) {
        ObjectNode line = line(subscription, item, amount, true);
        ((ObjectNode) line.get("period")).put("start", books.now());
        return line;
    }

    /** Nothing to pay while a trial lasts. */
    List<ObjectNode> trial(Subscription subscription) {
        return subscription.items().stream()
                .map(item -> line(subscription, item, 0, false))
                .toList();
    }

    private ObjectNode line(Subscription subscription, Item item, long amount, boolean proration) {
        ObjectNode line = Blanks.of("line_item", books.ids().next("il_"), 0);
        line.put("amount", amount).put("subtotal", amount);
        line.put("currency", subscription.text("currency")).put("quantity", item.quantity());
        line.put("description", item.quantity() + " × " + item.priceId());
        line.put("discountable", !proration);
        line.set("metadata", item.metadata().deepCopy());
        ((ObjectNode) line.get("period"))
                .put("end", item.periodEnd())
                .put("start", item.periodStart());
        line.set("parent", parent(subscription, item, proration));
        line.set("pricing", pricing(item));
        return line.put("_subscription_item", item.id());
    }

    /** A classic proration is an invoice item; a flexible one belongs to the subscription item. */
    private ObjectNode parent(Subscription subscription, Item item, boolean proration) {
        ObjectNode parent = item.json().objectNode();
        if (proration && !subscription.isFlexible()) {
            ObjectNode details = parent.putObject("invoice_item_details");
            details.put("invoice_item", books.ids().next("ii_"));
            credited(details, true).put("subscription", subscription.id());
            parent.putNull("subscription_item_details");
            return parent.put("type", "invoice_item_details");
        }
        parent.putNull("invoice_item_details");
        ObjectNode details = parent.putObject("subscription_item_details").putNull("invoice_item");
        credited(details, proration).put("subscription", subscription.id());
        details.put("subscription_item", item.id());
        return parent.put("type", "subscription_item_details");
    }

    private static ObjectNode credited(ObjectNode details, boolean proration) {
        details.put("proration", proration)
                .putObject("proration_details")
                .putNull("credited_items");
        return details;
    }

    private static ObjectNode pricing(Item item) {
        ObjectNode pricing = item.json().objectNode();
        ObjectNode details = pricing.putObject("price_details").put("price", item.priceId());
        details.set("product", item.json().at("/price/product"));
        pricing.put("type", "price_details");
        return pricing.put("unit_amount_decimal", Long.toString(item.unitAmount()));
    }
}
