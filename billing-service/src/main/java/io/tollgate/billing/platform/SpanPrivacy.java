package io.tollgate.billing.platform;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes out of every span what may name a person: addresses carry ids of users and customers, a
 * caller has one of his own, and a lane may be a customer's. The route, which has none of it,
 * stays.
 */
@Singleton
class SpanPrivacy implements SpanProcessor {

    private static final String REMOVED = "removed";

    private static final List<AttributeKey<String>> PERSONAL =
            List.of(
                    AttributeKey.stringKey("url.full"),
                    AttributeKey.stringKey("url.path"),
                    AttributeKey.stringKey("url.query"),
                    AttributeKey.stringKey("client.address"),
                    AttributeKey.stringKey("network.peer.address"),
                    AttributeKey.stringKey("user_agent.original"),
                    AttributeKey.stringKey("enduser.id"));

    private static final AttributeKey<String> LANE = AttributeKey.stringKey("tollgate.lane");

    /** Stripe's prefix of a customer: a subscription or a payment is no person. */
    private static final String CUSTOMER = "cus_";

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
        for (AttributeKey<String> key : PERSONAL) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, REMOVED);
            }
        }
        String lane = span.getAttribute(LANE);
        if (lane != null && lane.startsWith(CUSTOMER)) {
            span.setAttribute(LANE, REMOVED);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
