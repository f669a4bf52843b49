package io.tollgate.core.order;

/**
 * Where an order stands. Each state has only the moves that lead out of it: what was paid never
 * becomes unpaid, and a cancelled order takes no money.
 */
public sealed interface OrderState {

    /** Its word in the database and on the wire. */
    default String word() {
        return switch (this) {
            case Pending() -> "pending";
            case AwaitingPayment() -> "awaiting_payment";
            case Paid _ -> "paid";
            case PartiallyRefunded _ -> "partially_refunded";
            case Refunded _ -> "refunded";
            case Canceled() -> "canceled";
        };
    }

    /** Nobody has tried to pay it. */
    record Pending() implements OrderState {

        AwaitingPayment attempted() {
            return new AwaitingPayment();
        }

        Canceled cancel() {
            return new Canceled();
        }
    }

    /** An attempt to pay it was made; it has not come to anything yet. */
    record AwaitingPayment() implements OrderState {

        Settled paid(long received, long refunded) {
            return Settled.of(received, refunded);
        }

        Canceled cancel() {
            return new Canceled();
        }
    }

    /** It was paid. How much of it is still with us may go down, and up again. */
    sealed interface Settled extends OrderState {

        /** What was paid, in minor units. */
        long received();

        private static Settled of(long received, long refunded) {
            if (refunded == 0) {
                return new Paid(received);
            }
            return refunded < received
                    ? new PartiallyRefunded(received, refunded)
                    : new Refunded(received);
        }

        /** After so much of it went back; less than before if a refund failed. */
        default Settled refunded(long refunded) {
            return of(received(), refunded);
        }
    }

    /** Paid, and all of it is still with us. */
    record Paid(long received) implements Settled {}

    /** Paid, and some of it went back. */
    record PartiallyRefunded(long received, long refunded) implements Settled {}

    /** Paid, and all of it went back. */
    record Refunded(long received) implements Settled {}

    /** Cancelled before it was paid. */
    record Canceled() implements OrderState {}

    /**
     * The state for the database's columns.
     *
     * @param received minor units that count for the order
     * @param refunded minor units of them that went back
     */
    static OrderState of(String word, long received, long refunded) {
        return switch (word) {
            case "pending" -> new Pending();
            case "awaiting_payment" -> new AwaitingPayment();
            case "paid", "partially_refunded", "refunded" -> Settled.of(received, refunded);
            case "canceled" -> new Canceled();
            default -> throw new IllegalArgumentException("no order is " + word);
        };
    }
}
