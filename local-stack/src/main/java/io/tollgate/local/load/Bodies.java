package io.tollgate.local.load;

import io.tollgate.local.stripe.ApiVersion;
import io.tollgate.local.stripe.EventFixtures;
import io.tollgate.local.stripe.Ids;
import io.tollgate.local.stripe.StripeEvent;
import io.tollgate.local.stripe.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Distinct 5 KB {@code customer.subscription.updated} events, made cheaply: a few dozen full bodies
 * with different metadata, and in each copy fresh ids for event, subscription and customer.
 */
final class Bodies {

    /** A usual size for a subscription event with some metadata. */
    static final int BYTES = 5 * 1024;

    private static final String NO_METADATA = "\"metadata\":{}";

    private static final int TEMPLATES = 64;

    /** An id's fixed part is this long; the rest counts. */
    private static final int MARK_LENGTH = 10;

    private static final int COUNT_DIGITS = 14;

    private final List<BodyTemplate> templates = new ArrayList<>();
    private final String mark;
    private final AtomicLong count = new AtomicLong();

    /** The mark tells these ids from those of any other maker. */
    Bodies(String mark, Instant now, RandomGenerator random) {
        this.mark = (mark + "x".repeat(MARK_LENGTH)).substring(0, MARK_LENGTH);
        for (int i = 0; i < TEMPLATES; i++) {
            templates.add(template(now.getEpochSecond(), new Ids(random)));
        }
    }

    /**
     * One event's ids and where its body was written.
     *
     * @param eventId {@code evt_…}
     * @param subscriptionId {@code sub_…}
     */
    record Written(String eventId, String subscriptionId) {}

    /** Writes the next body to a buffer at an offset; exactly {@link #BYTES} bytes. */
    Written next(byte[] target, int offset) {
        long number = count.getAndIncrement();
        String digits = Long.toString(number);
        String id = mark + "0".repeat(COUNT_DIGITS - digits.length()) + digits;
        templates.get((int) (number % TEMPLATES)).write(target, offset, id);
        return new Written("evt_" + id, "sub_" + id);
    }

    /** How many have been made. */
    long count() {
        return count.get();
    }

    /** A pattern for SQL's LIKE that all event ids of this maker match. */
    String eventIdPattern() {
        return "evt\\_" + mark + "%";
    }

    private static BodyTemplate template(long now, Ids ids) {
        Subscription before =
                Subscription.incomplete(ids, ids.next("cus_"), "price_pro_monthly", now - 60);
        StripeEvent event =
                new EventFixtures(ApiVersion.DAHLIA, ids)
                        .updated(before, before.withStatus("active"), now);
        int metadata = event.body().lastIndexOf(NO_METADATA);
        String padded =
                event.body().substring(0, metadata)
                        + "\"metadata\":"
                        + metadata(BYTES - event.bytes().length, ids)
                        + event.body().substring(metadata + NO_METADATA.length());
        return new BodyTemplate(padded, event.id(), before.id(), before.customer());
    }

    /**
     * References of their own, as shops keep them: an object longer by so much than an empty one.
     */
    private static String metadata(int missing, Ids ids) {
        int length = missing + "{}".length();
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; length - json.length() > 100; i++) {
            json.append("\"reference_%02d\":\"%s\",".formatted(i, ids.next("")));
        }
        json.append("\"note\":\"");
        String note = ids.next("") + ids.next("") + ids.next("") + ids.next("");
        json.append(note, 0, length - json.length() - "\"}".length());
        return json.append("\"}").toString();
    }
}
