package io.tollgate.core.order;

import io.tollgate.contracts.order.OrderView;
import java.time.Instant;
import java.util.List;

/** An order nobody else changes until the transaction ends. */
public final class LockedOrder {

    private final OrderRow row;

    LockedOrder(OrderRow row) {
        this.row = row;
    }

    /** Its number. */
    public long id() {
        return row.id();
    }

    /** Its random reference. */
    public String ref() {
        return row.orderRef();
    }

    /** Whose it is. */
    public String userId() {
        return row.userId();
    }

    /** What it costs, in minor units. */
    public long amount() {
        return row.amount();
    }

    /** In which currency. */
    public String currency() {
        return row.currency();
    }

    /** Where it stands. */
    public OrderState state() {
        return row.state();
    }

    /** Whether it is to be cancelled as soon as nothing can be paid for it any more. */
    public boolean cancelRequested() {
        return row.cancelRequested();
    }

    /** Why a person has to look at its payments; empty if nobody has to. */
    public List<String> review() {
        return row.review();
    }

    /** Somebody tries to pay it. */
    public void attempted(Instant now) {
        if (row.state() instanceof OrderState.Pending pending) {
            row.write(pending.attempted(), now);
        }
    }

    /** Somebody wants it cancelled; {@link #settle} does so once nothing can be paid any more. */
    public void requestCancel(Instant now) {
        row.requestCancel(now);
    }

    /** Brings it up to date with what its payments add up to. */
    public void settle(OrderFacts facts, Instant now) {
        row.write(next(facts), facts, now);
    }

    private OrderState next(OrderFacts facts) {
        boolean cancel = row.cancelRequested() && !facts.canBePaid();
        return switch (row.state()) {
            case OrderState.Pending pending -> cancel ? pending.cancel() : pending;
            case OrderState.AwaitingPayment awaiting -> {
                if (facts.received() > 0) {
                    yield awaiting.paid(facts.received(), facts.refunded());
                }
                yield cancel && facts.review().isEmpty() ? awaiting.cancel() : awaiting;
            }
            case OrderState.Settled settled -> settled.refunded(facts.refunded());
            case OrderState.Canceled canceled -> canceled;
        };
    }

    /** As it is read. */
    public OrderView view() {
        return row.view();
    }
}
