package io.tollgate.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.function.Consumer;

/** Events written for these tests, in the shapes of the API versions they name. */
public final class Events {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /** An id that no other test uses. */
    public static String id(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** JSON from text with single quotes. */
    public static ObjectNode json(String text, Object... values) {
        try {
            return (ObjectNode) JSON.readTree(text.formatted(values).replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An event of the newest API version around an object. */
    public static ObjectNode event(String type, long created, JsonNode object) {
        return event(id("evt"), type, created, object);
    }

    /** An event with a chosen id. */
    public static ObjectNode event(String id, String type, long created, JsonNode object) {
        ObjectNode event =
                json(
                        "{'id':'%s','object':'event','api_version':'2026-10-28.endive',"
                                + "'created':%d,'livemode':false,'pending_webhooks':1,"
                                + "'request':{'id':null,'idempotency_key':null},'type':'%s'}",
                        id, created, type);
        event.putObject("data").set("object", object);
        return event;
    }

    /** The same with {@code previous_attributes}. */
    public static ObjectNode changed(ObjectNode event, String previous) {
        ((ObjectNode) event.get("data")).set("previous_attributes", json(previous));
        return event;
    }

    /** An active monthly subscription of 2025-03-31.basil and later: periods on the item. */
    public static ObjectNode subscription(String id, String customer, long start, long end) {
        return json(
                "{'id':'%s','object':'subscription','customer':'%s','status':'active',"
                        + "'created':%d,'start_date':%d,'billing_cycle_anchor':%d,'cancel_at':null,"
                        + "'cancel_at_period_end':false,'canceled_at':null,'ended_at':null,"
                        + "'trial_start':null,'trial_end':null,'metadata':{},"
                        + "'items':{'object':'list','has_more':false,'data':["
                        + "{'id':'si_%s','object':'subscription_item','quantity':1,"
                        + "'current_period_start':%d,'current_period_end':%d,"
                        + "'price':{'id':'price_pro_monthly','object':'price','unit_amount':2000}}"
                        + "]}}",
                id, customer, start, start, start, id, start, end);
    }

    /** A subscription with some of it changed. */
    public static ObjectNode with(ObjectNode node, Consumer<ObjectNode> change) {
        ObjectNode copy = node.deepCopy();
        change.accept(copy);
        return copy;
    }

    /** A paid invoice of 2025-03-31.basil and later for one period. */
    public static ObjectNode paidInvoice(String subscription, long start, long end) {
        return json(
                "{'id':'%s','object':'invoice','status':'paid','amount_paid':2000,"
                    + "'parent':{'type':'subscription_details','subscription_details':"
                    + "{'subscription':'%s','metadata':{}}},"
                    + "'lines':{'object':'list','has_more':false,'data':[{'id':'il_1',"
                    + "'object':'line_item','amount':2000,'period':{'start':%d,'end':%d},"
                    + "'parent':{'type':'subscription_item_details',"
                    + "'subscription_item_details':{'subscription':'%s','proration':false}}}]}}",
                id("in"), subscription, start, end, subscription);
    }

    /** An intent of 19.00 dollars for an order. */
    public static ObjectNode intent(String id, String status) {
        return json(
                "{'id':'%s','object':'payment_intent','amount':1900,'amount_received':%d,"
                        + "'currency':'usd','status':'%s','livemode':false,'latest_charge':null,"
                        + "'client_secret':'%s_secret_none','metadata':{'order_id':'42',"
                        + "'order_ref':'or_0123456789abcdef','attempt':'1','user_id':'user-1',"
                        + "'environment':'test'},'last_payment_error':null}",
                id, status.equals("succeeded") ? 1900 : 0, status, id);
    }

    /** Its charge, with so much of it gone back. */
    public static ObjectNode charge(String intent, long refunded) {
        return json(
                "{'id':'ch_%s','object':'charge','amount':1900,'amount_captured':1900,"
                        + "'amount_refunded':%d,'refunded':%b,'captured':true,'paid':true,"
                        + "'status':'succeeded','currency':'usd','payment_intent':'%s',"
                        + "'disputed':false,'metadata':{'order_id':'42',"
                        + "'order_ref':'or_0123456789abcdef','attempt':'1','user_id':'user-1',"
                        + "'environment':'test'}}",
                intent, refunded, refunded == 1900, intent);
    }

    /** A refund of an intent. */
    public static ObjectNode refund(String id, String intent, long amount, String status) {
        return json(
                "{'id':'%s','object':'refund','amount':%d,'currency':'usd','status':'%s',"
                        + "'charge':'ch_%s','payment_intent':'%s','created':1700000000,"
                        + "'reason':null,'metadata':{}}",
                id, amount, status, intent, intent);
    }

    /** A dispute of an intent's charge. */
    public static ObjectNode dispute(String id, String intent, String status) {
        return json(
                "{'id':'%s','object':'dispute','amount':1900,'currency':'usd','status':'%s',"
                        + "'charge':'ch_%s','payment_intent':'%s','created':1700000000,"
                        + "'reason':'fraudulent','metadata':{}}",
                id, status, intent, intent);
    }
}
