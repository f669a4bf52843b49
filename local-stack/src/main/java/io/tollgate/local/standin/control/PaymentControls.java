package io.tollgate.local.standin.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.payment.Disputes;
import io.tollgate.local.standin.payment.Payments;
import io.tollgate.local.standin.payment.Refunds;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.Dispute;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.state.Table;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What people and banks do with payments: {@code POST /payment_intents/{id}/authenticate}. */
final class PaymentControls {

    /** A dispute can be lost from the start. */
    private static final Set<String> BEGINNINGS =
            Set.of(Dispute.NEEDS_RESPONSE, Dispute.WARNING, Dispute.LOST);

    private final Payments payments;
    private final Store store;

    PaymentControls(Payments payments) {
        this.payments = payments;
        this.store = payments.books().store();
    }

    /**
     * Finds what a call asks for.
     *
     * @param path such as {@code /payment_intents/pi_1/settle}
     * @return what carries it out and shows what has become of the object; empty if there is no
     *     such call
     */
    Optional<Supplier<ObjectNode>> match(String path, ObjectNode body) {
        if (path.equals("/disputes")) {
            return Optional.of(() -> dispute(body).copy());
        }
        String[] steps = path.split("/", -1);
        return steps.length == 4 ? match(steps[1], steps[2], steps[3]) : Optional.empty();
    }

    private Optional<Supplier<ObjectNode>> match(String family, String id, String action) {
        Refunds refunds = payments.refunds();
        Disputes disputes = payments.disputes();
        return switch (family + " " + action) {
            case "payment_intents authenticate" -> intent(id, payments::authenticate);
            case "payment_intents fail_authentication" -> intent(id, payments::failAuthentication);
            case "payment_intents settle" -> intent(id, payments::arrive);
            case "payment_intents fail" -> intent(id, payments::comeBack);
            case "refunds succeed" -> on(store.refunds(), id, refunds::succeed);
            case "refunds fail" -> on(store.refunds(), id, refunds::fail);
            case "disputes review" -> on(store.disputes(), id, disputes::review);
            case "disputes escalate" -> on(store.disputes(), id, disputes::escalate);
            case "disputes win" -> on(store.disputes(), id, disputes::win);
            case "disputes lose" -> on(store.disputes(), id, disputes::lose);
            case "disputes close_warning" -> on(store.disputes(), id, disputes::closeWarning);
            case "disputes reinstate" -> on(store.disputes(), id, disputes::reinstate);
            default -> Optional.empty();
        };
    }

    private Dispute dispute(ObjectNode wanted) {
        String intent = wanted.path("payment_intent").asText("");
        String id =
                intent.isEmpty()
                        ? wanted.path("charge").asText("")
                        : find(store.paymentIntents(), intent).latestCharge();
        Charge charge = find(store.charges(), id);
        String status = wanted.path("status").asText(Dispute.NEEDS_RESPONSE);
        if (!BEGINNINGS.contains(status)) {
            throw new IllegalArgumentException("status is one of " + BEGINNINGS);
        }
        long amount = wanted.path("amount").asLong(charge.amount());
        return payments.disputes().open(charge, amount, status);
    }

    private Optional<Supplier<ObjectNode>> intent(String id, Consumer<PaymentIntent> action) {
        return on(store.paymentIntents(), id, action);
    }

    private static <T extends Doc> Optional<Supplier<ObjectNode>> on(
            Table<T> table, String id, Consumer<T> action) {
        return Optional.of(
                () -> {
                    T found = find(table, id);
                    action.accept(found);
                    return found.copy();
                });
    }

    private static <T extends Doc> T find(Table<T> table, String id) {
        return table.find(id)
                .orElseThrow(() -> new IllegalArgumentException("no " + table.kind() + " " + id));
    }
}
