package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.shape.Plans;

/** One price of a subscription. */
public final class Item extends Doc {

    private static final String START = "current_period_start";
    private static final String END = "current_period_end";

    public Item(ObjectNode json) {
        super(json);
    }

    public String priceId() {
        return json().at("/price/id").asText();
    }

    public void price(Price price) {
        json().set("plan", Plans.of(price.json()));
        json().set("price", price.copy());
    }

    public long quantity() {
        return amount("quantity");
    }

    public void quantity(long quantity) {
        number("quantity", quantity);
    }

    public long periodStart() {
        return amount(START);
    }

    public long periodEnd() {
        return amount(END);
    }

    public void period(long start, long end) {
        number(START, start);
        number(END, end);
    }

    public long unitAmount() {
        return json().at("/price/unit_amount").asLong();
    }

    /** For one whole period, in minor units. */
    public long periodAmount() {
        return unitAmount() * quantity();
    }
}
