package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Item;
import java.util.List;

/**
 * What a change of items comes to, before anything is changed.
 *
 * @param items all items as they are to be
 * @param anchor the billing cycle's anchor as it is to be
 * @param lines what the change costs or gives back
 * @param invoicesNow whether that is billed at once instead of with the next invoice
 */
record ItemPlan(List<Item> items, long anchor, List<ObjectNode> lines, boolean invoicesNow) {

    long total() {
        return lines.stream().mapToLong(line -> line.get("amount").asLong()).sum();
    }
}
