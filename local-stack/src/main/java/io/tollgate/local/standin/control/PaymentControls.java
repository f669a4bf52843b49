package io.tollgate.local.standin.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.payment.Payments;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.state.Table;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What people and banks do with payments: {@code POST /payment_intents/{id}/authenticate}. */
final class PaymentControls {

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
    Optional<Supplier<ObjectNode>> match(String path) {
        String[] steps = path.split("/", -1);
        if (steps.length != 4) {
            return Optional.empty();
        }
        String id = steps[2];
        return switch (steps[1] + " " + steps[3]) {
            case "payment_intents authenticate" -> intent(id, payments::authenticate);
            case "payment_intents fail_authentication" -> intent(id, payments::failAuthentication);
            case "payment_intents settle" -> intent(id, payments::arrive);
            case "payment_intents fail" -> intent(id, payments::comeBack);
            default -> Optional.empty();
        };
    }

    private Optional<Supplier<ObjectNode>> intent(String id, Consumer<PaymentIntent> action) {
        return on(store.paymentIntents(), id, action);
    }

    private static <T extends Doc> Optional<Supplier<ObjectNode>> on(
            Table<T> table, String id, Consumer<T> action) {
        return Optional.of(
                () -> {
                    T found =
                            table.find(id)
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "no %s %s"
                                                                    .formatted(table.kind(), id)));
                    action.accept(found);
                    return found.copy();
                });
    }
}
