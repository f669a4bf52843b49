package io.tollgate.core.order;

import io.tollgate.contracts.order.OrderLine;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.MinorUnits;
import io.tollgate.core.plan.Product;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a new order and prices it from the catalogue. What a user sends names things and how many
 * of them, never what they cost.
 */
final class Pricing {

    /** What fits on an invoice people read. */
    static final int MAX_LINES = 100;

    /** Nobody orders more by accident; it keeps sums within range. */
    static final long MAX_QUANTITY = 1_000_000;

    private final Catalogue catalogue;
    private final FieldChecks checks = new FieldChecks();

    Pricing(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    FieldChecks checks() {
        return checks;
    }

    /** Prices lines; a total is refused. */
    Priced cart(NewOrder order) {
        if (order.amount() != null) {
            checks.refuse("amount", "is not taken: the catalogue has the prices");
        }
        return price(order);
    }

    /** Prices lines, or takes the total the product's backend gives. */
    Priced ofProduct(NewOrder order) {
        return order.amount() == null ? price(order) : total(order, order.amount());
    }

    private Priced price(NewOrder order) {
        String currency = currency(order.currency());
        List<NewOrder.Line> lines = order.lines() == null ? List.of() : order.lines();
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            checks.refuse("lines", "must have from 1 to " + MAX_LINES + " entries");
        }
        List<OrderLine> priced = new ArrayList<>();
        for (int i = 0; i < Math.min(lines.size(), MAX_LINES); i++) {
            OrderLine line = line("lines[" + i + "]", lines.get(i), currency);
            if (line != null) {
                priced.add(line);
            }
        }
        // A price is below 2^53 and a quantity below 2^20: only their sum can pass a long.
        long amount = 0;
        for (OrderLine line : priced) {
            amount = Math.min(MAX_AMOUNT + 1, amount + line.amount());
        }
        checkTotal("lines", amount, currency);
        return new Priced(currency, priced, amount);
    }

    private static final long MAX_AMOUNT = FieldChecks.MAX_COUNT;

    private Priced total(NewOrder order, long amount) {
        String currency = currency(order.currency());
        if (order.lines() != null) {
            checks.refuse("amount", "is not taken together with lines");
        }
        checkTotal("amount", amount, currency);
        return new Priced(currency, List.of(), amount);
    }

    private void checkTotal(String field, long amount, String currency) {
        String fault = MinorUnits.fault(amount, currency);
        if (fault != null && !currency.isEmpty()) {
            checks.refuse(field, field.equals("lines") ? "come to a total that " + fault : fault);
        }
    }

    private String currency(@Nullable String currency) {
        checks.text("currency", currency);
        if (currency != null && !MinorUnits.isCurrency(currency)) {
            checks.refuse("currency", "must be three lower-case letters, such as usd");
            return "";
        }
        return currency == null ? "" : currency;
    }

    private @Nullable OrderLine line(String path, NewOrder.@Nullable Line line, String currency) {
        if (line == null) {
            checks.refuse(path, "must not be null");
            return null;
        }
        checks.text(path + ".sku", line.sku());
        Long quantity = line.quantity();
        if (quantity == null || quantity < 1 || quantity > MAX_QUANTITY) {
            checks.refuse(path + ".quantity", "must be a whole number from 1 to " + MAX_QUANTITY);
            return null;
        }
        Product product = line.sku() == null ? null : catalogue.product(line.sku()).orElse(null);
        Long unit = product == null ? null : product.prices().get(currency);
        if (line.sku() != null && product == null) {
            checks.refuse(path + ".sku", "is not for sale");
        } else if (product != null && unit == null && !currency.isEmpty()) {
            checks.refuse(path + ".sku", "is not for sale in " + currency);
        }
        return product == null || unit == null
                ? null
                : new OrderLine(
                        product.sku(), product.name(), quantity, unit, times(unit, quantity));
    }

    private static long times(long unit, long quantity) {
        return unit > MAX_AMOUNT / quantity ? MAX_AMOUNT + 1 : unit * quantity;
    }
}
