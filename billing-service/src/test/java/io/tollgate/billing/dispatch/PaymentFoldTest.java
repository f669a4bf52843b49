package io.tollgate.billing.dispatch;

import static io.tollgate.billing.Events.charge;
import static io.tollgate.billing.Events.dispute;
import static io.tollgate.billing.Events.intent;
import static io.tollgate.billing.Events.refund;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.billing.Events;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any order of arrival, with repeats, one after the other or all at once: one payment. */
class PaymentFoldTest {

    private static final long T = 1_700_000_000;
    private static final String PI = "pi_1";

    private static KeptEvent kept(String id, String type, long at, ObjectNode object) {
        return new KeptEvent(
                "evt_" + id,
                type,
                at,
                false,
                PI,
                true,
                Events.event("evt_" + id, type, at, object),
                null);
    }

    /** A life that ends paid, with 300 gone back and a dispute won; {@code step} seconds apart. */
    private static List<KeptEvent> life(long step) {
        return List.of(
                kept(
                        "h",
                        "payment_intent.payment_failed",
                        T,
                        intent(PI, "requires_payment_method")),
                kept("g", "payment_intent.processing", T + step, intent(PI, "processing")),
                kept("f", "payment_intent.succeeded", T + 2 * step, intent(PI, "succeeded")),
                kept("e", "charge.refunded", T + 3 * step, charge(PI, 300)),
                kept("d", "charge.refunded", T + 4 * step, charge(PI, 700)),
                kept("c", "refund.failed", T + 5 * step, refund("re_2", PI, 400, "failed")),
                kept(
                        "b",
                        "charge.dispute.created",
                        T + 6 * step,
                        dispute("du_1", PI, "needs_response")),
                kept("a", "charge.dispute.closed", T + 7 * step, dispute("du_1", PI, "won")));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3600})
    void every_order_of_a_life_ends_in_the_same_payment(long step) {
        List<List<KeptEvent>> orders = new ArrayList<>();
        permutations(new ArrayList<>(life(step)), 0, orders);
        Random random = new Random(step);

        assertThat(orders).hasSize(40_320);
        for (List<KeptEvent> order : orders) {
            PaymentUpdate end = arrive(order, random);
            assertThat(end.status()).isEqualTo("succeeded");
            assertThat(end.amountReceived()).isEqualTo(1900);
            assertThat(end.amountRefunded()).isEqualTo(300);
            assertThat(end.orderId()).isEqualTo(42);
            assertThat(end.failureCode()).isNull();
            assertThat(end.refunds()).extracting(Refund::status).containsExactly("failed");
            assertThat(end.disputes()).extracting(Dispute::status).containsExactly("won");
        }
    }

    /** Feeds events in their order, some twice, a few at a time, as workers would see them. */
    private static PaymentUpdate arrive(List<KeptEvent> order, Random random) {
        List<KeptEvent> known = new ArrayList<>();
        PaymentSnapshot saved = null;
        for (int i = 0; i < order.size(); i++) {
            known.add(order.get(i));
            if (random.nextInt(4) == 0) {
                known.add(order.get(random.nextInt(i + 1)));
            }
            if (random.nextInt(2) == 0 || i == order.size() - 1) {
                PaymentView view = PaymentView.of(saved, known);
                saved = SavedState.read(view.known(), PaymentSnapshot.class);
                if (i == order.size() - 1) {
                    return told(view);
                }
            }
        }
        throw new IllegalStateException("nothing arrived");
    }

    private static PaymentUpdate told(PaymentView view) {
        return Objects.requireNonNull(view.decision()).update(view.newest(), view.asOf(), 1);
    }

    private static void permutations(List<KeptEvent> events, int from, List<List<KeptEvent>> into) {
        if (from == events.size()) {
            into.add(List.copyOf(events));
            return;
        }
        for (int i = from; i < events.size(); i++) {
            java.util.Collections.swap(events, from, i);
            permutations(events, from + 1, into);
            java.util.Collections.swap(events, from, i);
        }
    }

    private static PaymentUpdate fold(@Nullable PaymentSnapshot saved, KeptEvent... events) {
        return told(PaymentView.of(saved, List.of(events)));
    }

    @Test
    void a_failure_that_arrives_after_the_success_changes_nothing() {
        PaymentUpdate now =
                fold(
                        null,
                        kept("a", "payment_intent.succeeded", T, intent(PI, "succeeded")),
                        kept(
                                "b",
                                "payment_intent.payment_failed",
                                T + 9,
                                intent(PI, "requires_payment_method")));

        assertThat(now.status()).isEqualTo("succeeded");
    }

    @Test
    void a_charge_alone_tells_that_its_intent_succeeded() {
        PaymentUpdate now = fold(null, kept("a", "charge.succeeded", T, charge(PI, 0)));

        assertThat(now.status()).isEqualTo("succeeded");
        assertThat(now.amountReceived()).isEqualTo(1900);
        assertThat(now.orderRef()).isEqualTo("or_0123456789abcdef");
    }

    @Test
    void refunds_alone_add_up() {
        PaymentUpdate now =
                fold(
                        null,
                        kept("a", "payment_intent.succeeded", T, intent(PI, "succeeded")),
                        kept("b", "refund.created", T + 1, refund("re_1", PI, 300, "succeeded")),
                        kept("c", "refund.created", T + 2, refund("re_2", PI, 400, "pending")),
                        kept("d", "refund.updated", T + 2, refund("re_2", PI, 400, "succeeded")));

        assertThat(now.amountRefunded()).isEqualTo(700);
    }

    @Test
    void a_dispute_won_stays_won_and_a_second_one_counts_again() {
        KeptEvent won = kept("a", "charge.dispute.closed", T + 5, dispute("du_1", PI, "won"));
        KeptEvent opened =
                kept("b", "charge.dispute.created", T, dispute("du_1", PI, "needs_response"));
        KeptEvent second =
                kept("c", "charge.dispute.created", T + 9, dispute("du_2", PI, "needs_response"));
        KeptEvent paid = kept("d", "payment_intent.succeeded", T, intent(PI, "succeeded"));

        assertThat(fold(null, paid, won, opened).disputes())
                .extracting(Dispute::status)
                .containsExactly("won");
        assertThat(fold(null, paid, won, opened, second).disputes())
                .extracting(Dispute::status)
                .containsExactly("won", "needs_response");
    }

    @Test
    void what_stripe_said_outweighs_older_events_and_yields_to_newer_ones() {
        PaymentSnapshot fetched =
                new PaymentSnapshot(
                        true,
                        T + 10,
                        false,
                        PI,
                        Objects.requireNonNull(
                                        PaymentView.of(
                                                        null,
                                                        List.of(
                                                                kept(
                                                                        "x",
                                                                        "payment_intent.succeeded",
                                                                        T,
                                                                        intent(PI, "succeeded"))))
                                                .decision())
                                .order(),
                        "succeeded",
                        1900,
                        1900,
                        300,
                        "usd",
                        null,
                        List.of(),
                        List.of());
        KeptEvent older = kept("a", "charge.refunded", T + 5, charge(PI, 700));
        KeptEvent newer = kept("b", "charge.refunded", T + 15, charge(PI, 900));

        assertThat(fold(fetched, older).amountRefunded()).isEqualTo(300);
        assertThat(fold(fetched, older, newer).amountRefunded()).isEqualTo(900);
        assertThat(
                        SavedState.read(
                                PaymentView.of(fetched, List.of(newer)).known(),
                                PaymentSnapshot.class))
                .isEqualTo(fetched);
    }

    @Test
    void a_payment_that_names_no_order_is_ignored() {
        ObjectNode invoices = intent(PI, "succeeded");
        invoices.set("metadata", Events.json("{}"));
        PaymentView view =
                PaymentView.of(null, List.of(kept("a", "payment_intent.succeeded", T, invoices)));

        assertThat(view.ofOrder()).isFalse();
        assertThat(view.useful()).isEmpty();
        assertThat(view.useless()).hasSize(1);
        assertThat(view.known()).isNull();
    }

    @Test
    void metadata_that_were_emptied_later_are_remembered() {
        ObjectNode emptied = intent(PI, "succeeded");
        emptied.set("metadata", Events.json("{}"));

        PaymentUpdate now =
                fold(
                        null,
                        kept("a", "payment_intent.processing", T, intent(PI, "processing")),
                        kept("b", "payment_intent.succeeded", T + 5, emptied));

        assertThat(now.orderId()).isEqualTo(42);
    }

    @Test
    void why_the_last_try_failed_is_told_by_stripes_code() {
        ObjectNode declined = intent(PI, "requires_payment_method");
        declined.set(
                "last_payment_error",
                Events.json(
                        "{'code':'card_declined','decline_code':'insufficient_funds','message':'x'}"));

        assertThat(
                        fold(null, kept("a", "payment_intent.payment_failed", T, declined))
                                .failureCode())
                .isEqualTo("insufficient_funds");
    }

    @Test
    void an_old_payload_reads_the_same() {
        ObjectNode old = intent(PI, "requires_source_action");
        old.remove("amount_received");

        assertThat(fold(null, kept("a", "payment_intent.requires_action", T, old)).status())
                .isEqualTo("requires_action");
    }
}
