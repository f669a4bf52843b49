package io.tollgate.billing.dispatch;

import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.billing.Events;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Any order of arrival, with repeats, one after the other or all at once: one state. */
class FoldTest {

    private static final long T = 1_700_000_000;
    private static final long MONTH = 2_592_000;

    private static KeptEvent event(String id, String type, long at, ObjectNode object) {
        return kept(Events.event("evt_" + id, type, at, object));
    }

    private static KeptEvent kept(ObjectNode event) {
        return new KeptEvent(
                event.get("id").textValue(),
                event.get("type").textValue(),
                event.get("created").longValue(),
                false,
                "sub_1",
                true,
                event,
                null);
    }

    private static KeptEvent changed(
            String id, long at, String previous, Consumer<ObjectNode> change) {
        ObjectNode object = with(Events.subscription("sub_1", "cus_1", T, T + MONTH), change);
        return kept(
                Events.changed(
                        Events.event("evt_" + id, "customer.subscription.updated", at, object),
                        previous));
    }

    private static KeptEvent created(long at, String status) {
        return event(
                "a_created",
                "customer.subscription.created",
                at,
                with(
                        Events.subscription("sub_1", "cus_1", T, T + MONTH),
                        s -> s.put("status", status)));
    }

    /** The eight events of a life that ends past due; {@code step} seconds apart. */
    private static List<KeptEvent> life(long step) {
        return List.of(
                created(T, "incomplete"),
                changed("h", T + step, "{'status':'incomplete'}", s -> {}),
                event("b", "invoice.paid", T + step, Events.paidInvoice("sub_1", T, T + MONTH)),
                event(
                        "c",
                        "invoice.payment_succeeded",
                        T + step,
                        Events.paidInvoice("sub_1", T, T + MONTH)),
                changed(
                        "g",
                        T + 2 * step,
                        "{'metadata':{'note':null}}",
                        s -> s.set("metadata", json("{'note':'x'}"))),
                changed(
                        "f",
                        T + 3 * step,
                        "{'cancel_at':null}",
                        s -> {
                            s.set("metadata", json("{'note':'x'}"));
                            s.put("cancel_at", T + 10 * MONTH);
                        }),
                event(
                        "e",
                        "invoice.payment_failed",
                        T + 4 * step,
                        Events.paidInvoice("sub_1", T + MONTH, T + 2 * MONTH)),
                changed(
                        "d",
                        T + 4 * step,
                        "{'status':'active'}",
                        s -> {
                            s.set("metadata", json("{'note':'x'}"));
                            s.put("cancel_at", T + 10 * MONTH);
                            s.put("status", "past_due");
                        }));
    }

    /** Feeds events in their order, some twice, a few at a time, as workers would see them. */
    private static SubscriptionUpdate arrive(List<KeptEvent> order, Random random) {
        List<KeptEvent> known = new ArrayList<>();
        Snapshot saved = null;
        Long paidThrough = null;
        long asOf = 0;
        for (int i = 0; i < order.size(); i++) {
            known.add(order.get(i));
            if (random.nextInt(4) == 0) {
                known.add(order.get(random.nextInt(i + 1)));
            }
            if (random.nextInt(2) == 0 || i == order.size() - 1) {
                LaneView view = LaneView.of(saved, paidThrough, known);
                saved = winner(view);
                paidThrough = view.paidThrough();
                asOf = view.asOf();
            }
        }
        Snapshot last = Objects.requireNonNull(saved);
        return UpdateBuilder.build(last, paidThrough, Cause.of(last), asOf, 1).orElseThrow();
    }

    private static @Nullable Snapshot winner(LaneView view) {
        Fold.Result decision = view.decision();
        return decision == null ? null : decision.winner().snapshot();
    }

    private static void permute(List<KeptEvent> events, int from, Consumer<List<KeptEvent>> each) {
        if (from == events.size()) {
            each.accept(events);
            return;
        }
        for (int i = from; i < events.size(); i++) {
            Collections.swap(events, from, i);
            permute(events, from + 1, each);
            Collections.swap(events, from, i);
        }
    }

    private static Set<SubscriptionUpdate> statesOfAllPermutations(List<KeptEvent> life) {
        Random random = new Random(1);
        Set<SubscriptionUpdate> states = new HashSet<>();
        int[] count = {0};
        permute(
                new ArrayList<>(life),
                0,
                order -> {
                    states.add(arrive(order, random));
                    count[0]++;
                });
        assertThat(count[0]).isEqualTo(40_320);
        return states;
    }

    @Test
    void all_40320_orders_of_a_life_give_one_state() {
        Set<SubscriptionUpdate> states = statesOfAllPermutations(life(10));

        assertThat(states).hasSize(1);
        SubscriptionUpdate state = states.iterator().next();
        assertThat(state.status()).isEqualTo("past_due");
        assertThat(state.expiryDate()).isEqualTo(T + MONTH);
        assertThat(state.cancelAt()).isEqualTo(T + 10 * MONTH);
    }

    @Test
    void all_40320_orders_give_the_same_state_when_everything_happens_in_one_second() {
        Set<SubscriptionUpdate> states = statesOfAllPermutations(life(0));

        assertThat(states).hasSize(1);
        SubscriptionUpdate state = states.iterator().next();
        assertThat(state.status()).isEqualTo("past_due");
        assertThat(state.eventId()).isEqualTo("evt_d");
    }

    @Test
    void all_40320_orders_of_a_life_that_ends_give_the_end() {
        List<KeptEvent> life = new ArrayList<>(life(10));
        life.set(
                5,
                event(
                        "end",
                        "customer.subscription.deleted",
                        T + 20,
                        with(
                                Events.subscription("sub_1", "cus_1", T, T + MONTH),
                                s -> s.put("ended_at", T + 20))));

        Set<SubscriptionUpdate> states = statesOfAllPermutations(life);

        assertThat(states).hasSize(1);
        assertThat(states.iterator().next().status()).isEqualTo("canceled");
        assertThat(states.iterator().next().expiryDate()).isEqualTo(T + 20);
        // Later changes were told to core in some orders: the end must not look older than they.
        assertThat(states.iterator().next().occurredAt()).isEqualTo(T + 40);
    }

    private static Fold.Result decide(KeptEvent... events) {
        return Objects.requireNonNull(LaneView.of(null, null, List.of(events)).decision());
    }

    @Test
    void activation_and_creation_in_one_second_is_active() {
        KeptEvent activation = changed("b", T, "{'status':'incomplete'}", s -> {});

        Fold.Result result = decide(activation, created(T, "incomplete"));

        assertThat(result.winner().snapshot().status()).isEqualTo("active");
        assertThat(result.tie()).isFalse();
    }

    @Test
    void a_change_there_and_back_within_one_second_ends_where_it_began() {
        KeptEvent there =
                changed("z", T, "{'quantity':1}", s -> s.put("quantity", 2).put("mark", 1));
        KeptEvent back =
                changed("y", T, "{'quantity':2}", s -> s.put("quantity", 1).put("mark", 2));
        KeptEvent before = changed("x", T - 9, "{'quantity':7}", s -> s.put("quantity", 1));
        // The reading must differ for the two to count as two.
        ((ObjectNode) there.object()).put("cancel_at", T + 5);

        Fold.Result result = decide(there, back, before);

        assertThat(result.winner().eventId()).isEqualTo("evt_y");
        assertThat(result.tie()).isFalse();
    }

    @Test
    void changes_of_different_fields_in_one_second_line_up_by_what_they_left_alone() {
        KeptEvent failed = changed("z", T, "{'status':'active'}", s -> s.put("status", "past_due"));
        KeptEvent recovered = changed("y", T, "{'status':'past_due'}", s -> {});
        KeptEvent leaving =
                changed("b", T, "{'cancel_at':null}", s -> s.put("cancel_at", T + MONTH));

        Fold.Result result =
                decide(recovered, leaving, failed, changed("a", T - 5, "{'x':1}", s -> {}));

        assertThat(result.winner().eventId()).isEqualTo("evt_b");
        assertThat(result.tie()).isFalse();
    }

    @Test
    void a_state_that_is_left_and_reached_again_within_one_second_is_no_repeat() {
        KeptEvent upgraded = changed("m", T, "{'note':'old'}", s -> s.put("note", "new"));
        KeptEvent failed =
                changed(
                        "z",
                        T,
                        "{'status':'active'}",
                        s -> s.put("status", "past_due").put("note", "new"));
        KeptEvent recovered = changed("y", T, "{'status':'past_due'}", s -> s.put("note", "new"));
        KeptEvent before = changed("a", T - 5, "{'note':'x'}", s -> s.put("note", "old"));

        Fold.Result result = decide(recovered, failed, upgraded, before);

        assertThat(result.winner().snapshot().status()).isEqualTo("active");
        assertThat(result.winner().eventId()).isEqualTo("evt_y");
    }

    @Test
    void a_true_tie_is_decided_by_rank_and_marked_for_a_fetch() {
        KeptEvent one = changed("b", T, "{'x':1}", s -> s.put("status", "past_due"));
        KeptEvent other = changed("c", T, "{'y':1}", s -> s.put("status", "active"));

        Fold.Result result = decide(one, other);

        assertThat(result.winner().snapshot().status()).isEqualTo("past_due");
        assertThat(result.tie()).isTrue();
    }

    @Test
    void two_events_of_one_change_are_no_tie() {
        KeptEvent one = changed("b", T, "{'status':'incomplete'}", s -> {});
        KeptEvent copy = changed("c", T, "{'status':'incomplete'}", s -> {});

        assertThat(decide(one, copy).tie()).isFalse();
    }

    @Test
    void a_saved_state_whose_event_was_purged_still_counts() {
        Snapshot saved =
                Objects.requireNonNull(
                        winner(
                                LaneView.of(
                                        null, null, List.of(changed("z", T + 50, "{}", s -> {})))));

        LaneView view = LaneView.of(saved, null, List.of(created(T, "incomplete")));

        assertThat(winner(view)).isEqualTo(saved);
    }
}
