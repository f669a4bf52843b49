package io.tollgate.billing.normalise;

import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.billing.Events;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One event in, what it says out: every place a field has moved to, and when access ends. */
class NormaliserTest {

    private static final long START = 1_700_000_000;
    private static final long END = 1_702_592_000;
    private static final long CREATED = START + 100;

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

    private static Reading read(String type, ObjectNode object) {
        return Normaliser.read(kept(Events.event(type, CREATED, object)));
    }

    private static Snapshot snapshot(ObjectNode subscription) {
        Reading reading = read("customer.subscription.updated", subscription);
        assertThat(reading).isInstanceOf(Reading.Subscription.class);
        return ((Reading.Subscription) reading).snapshot();
    }

    private static SubscriptionUpdate update(ObjectNode subscription, @Nullable Long paidThrough) {
        Snapshot shown = snapshot(subscription);
        return UpdateBuilder.build(shown, paidThrough, UpdateBuilder.Cause.of(shown), CREATED, 7)
                .orElseThrow();
    }

    private static ObjectNode active() {
        return Events.subscription("sub_1", "cus_1", START, END);
    }

    private static ObjectNode item(ObjectNode subscription) {
        return (ObjectNode) subscription.at("/items/data/0");
    }

    /** The same subscription as API versions from 2014 on have shown it. */
    private static ObjectNode of2016() {
        return json(
                "{'id':'sub_1','object':'subscription','customer':'cus_1','status':'active',"
                        + "'start':%d,'current_period_start':%d,'current_period_end':%d,"
                        + "'cancel_at_period_end':false,'billing':'charge_automatically',"
                        + "'plan':{'id':'price_pro_monthly','amount':2000},'quantity':1}",
                START, START, END);
    }

    private static ObjectNode of2019() {
        return json(
                "{'id':'sub_1','object':'subscription','customer':{'id':'cus_1'},"
                        + "'status':'active','start_date':%d,"
                        + "'current_period_start':%d,'current_period_end':%d,"
                        + "'items':{'data':[{'id':'si_1','quantity':1,"
                        + "'plan':{'id':'price_pro_monthly','amount':2000}}]}}",
                START, START, END);
    }

    @Test
    void every_api_version_gives_the_same_update() {
        SubscriptionUpdate newest = update(active(), null);

        for (ObjectNode old : new ObjectNode[] {of2016(), of2019()}) {
            SubscriptionUpdate update = update(old, null);
            assertThat(update)
                    .usingRecursiveComparison()
                    .ignoringFields("eventId")
                    .isEqualTo(newest);
        }
    }

    @Test
    void an_expanded_price_is_read_by_its_id() {
        ObjectNode plain = active();
        item(plain).put("price", "price_as_string");

        assertThat(update(plain, null).planId()).isEqualTo("price_as_string");
    }

    @ParameterizedTest
    @CsvSource({
        // status, trial_end, cancel_at, ended_at, paid_through, expected
        "active,,,,,1702592000",
        "active,,1701000000,,,1701000000",
        "active,,1799999999,,,1702592000",
        "trialing,1700600000,,,,1700600000",
        "trialing,1700600000,1700300000,,,1700300000",
        "trialing,,,,,1702592000",
        "past_due,,,,1699999000,1699999000",
        "past_due,,,,,1700000000",
        "unpaid,,,,1699999000,1699999000",
        "unpaid,,,,,1700000000",
        "paused,,,,,1700000100",
        "incomplete,,,,,1700000000",
        "incomplete_expired,,,1700080000,,1700000000",
        "canceled,,,1700500000,,1700500000",
        "canceled,,,,,1700000100",
        "frozen,,,,,1702592000"
    })
    void access_ends_by_status(
            String status,
            @Nullable Long trialEnd,
            @Nullable Long cancelAt,
            @Nullable Long endedAt,
            @Nullable Long paidThrough,
            long expected) {
        ObjectNode subscription =
                with(
                        active(),
                        s ->
                                s.put("status", status)
                                        .put("trial_end", trialEnd)
                                        .put("cancel_at", cancelAt)
                                        .put("ended_at", endedAt));

        SubscriptionUpdate update = update(subscription, paidThrough);

        assertThat(update.expiryDate()).isEqualTo(expected);
        assertThat(update.status()).isEqualTo(status);
    }

    @Test
    void a_pause_ends_access_when_it_began() {
        ObjectNode paused =
                with(
                        active(),
                        s -> {
                            s.put("status", "paused");
                            s.set(
                                    "status_details",
                                    json("{'paused':{'transitioned_at':1700000050}}"));
                        });

        assertThat(update(paused, null).expiryDate()).isEqualTo(1_700_000_050);
    }

    @Test
    void a_paused_collection_changes_nothing() {
        ObjectNode paused =
                with(active(), s -> s.set("pause_collection", json("{'behavior':'void'}")));

        assertThat(update(paused, null).expiryDate()).isEqualTo(END);
        assertThat(update(paused, null).status()).isEqualTo("active");
    }

    @Test
    void the_flag_alone_schedules_the_end_at_the_period_end() {
        ObjectNode leaving = with(active(), s -> s.put("cancel_at_period_end", true));

        assertThat(update(leaving, null).cancelAt()).isEqualTo(END);
    }

    @Test
    void a_pending_update_is_not_the_plan_yet() {
        ObjectNode pending =
                with(
                        active(),
                        s ->
                                s.set(
                                        "pending_update",
                                        json("{'subscription_items':[{'price':'price_b'}]}")));

        assertThat(update(pending, null).planId()).isEqualTo("price_pro_monthly");
    }

    @Test
    void all_items_are_passed_on_in_stripes_order_each_with_its_own_period() {
        ObjectNode two = active();
        ObjectNode addOn =
                json(
                        "{'id':'si_0','quantity':3,'current_period_start':%d,"
                                + "'current_period_end':%d,'price':{'id':'addon','unit_amount':5}}",
                        START, START + 10);
        two.withArray("/items/data").add(addOn);
        ((ObjectNode) two.get("items")).put("has_more", true);

        SubscriptionUpdate update = update(two, null);

        assertThat(update.planId()).isEqualTo("price_pro_monthly");
        assertThat(update.expiryDate()).isEqualTo(END);
        assertThat(update.items())
                .extracting(SubscriptionUpdate.Item::planId, SubscriptionUpdate.Item::expiryDate)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("price_pro_monthly", END),
                        org.assertj.core.groups.Tuple.tuple("addon", START + 10));
        assertThat(snapshot(two).itemsTruncated()).isTrue();
    }

    @Test
    void a_deleted_subscription_has_ended_whatever_its_payload_says() {
        Reading reading = read("customer.subscription.deleted", active());

        assertThat(((Reading.Subscription) reading).snapshot().status()).isEqualTo("canceled");
    }

    @Test
    void the_products_user_is_passed_on() {
        ObjectNode known = with(active(), s -> s.set("metadata", json("{'user_id':'u-1'}")));

        assertThat(update(known, null).userId()).isEqualTo("u-1");
    }

    @Test
    void a_customer_account_stands_in_for_a_customer() {
        ObjectNode account =
                with(
                        active(),
                        s -> {
                            s.putNull("customer");
                            s.put("customer_account", "acct_9");
                        });

        assertThat(update(account, null).customerId()).isEqualTo("acct_9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "status", "items", "data"})
    void what_everything_depends_on_is_parked_when_missing(String field) {
        ObjectNode event = Events.event("customer.subscription.updated", CREATED, active());
        if (field.equals("data")) {
            event.put("data", "gone");
        } else {
            ((ObjectNode) event.at("/data/object")).put(field, 5);
        }

        Reading reading = Normaliser.read(kept(event));

        assertThat(reading).isInstanceOf(Reading.Unusable.class);
        assertThat(((Reading.Unusable) reading).reason().audience())
                .isEqualTo(Reason.Audience.OPERATOR);
    }

    @Test
    void invoices_of_both_shapes_tell_how_far_they_paid_without_prorations() {
        ObjectNode basil = Events.paidInvoice("sub_1", START, END);
        basil.withArray("/lines/data")
                .add(
                        json(
                                "{'period':{'start':1,'end':1999999999},'parent':{"
                                        + "'subscription_item_details':{'proration':true}}}"));
        ObjectNode of2020 =
                json(
                        "{'id':'in_1','subscription':{'id':'sub_1'},'lines':{'data':["
                                + "{'type':'subscription','proration':false,'period':{'end':%d}},"
                                + "{'type':'subscription','proration':true,'period':{'end':%d}},"
                                + "{'type':'invoiceitem','period':{'end':%d}}]}}",
                        END, END + 9, END + 9);

        assertThat(read("invoice.paid", basil)).isEqualTo(new Reading.InvoicePaid(END));
        assertThat(read("invoice.payment_succeeded", of2020))
                .isEqualTo(new Reading.InvoicePaid(END));
    }

    @Test
    void an_invoice_never_says_a_status() {
        assertThat(read("invoice.payment_failed", Events.paidInvoice("sub_1", START, END)))
                .isEqualTo(new Reading.InvoiceFailed());
    }
}
