package io.tollgate.billing.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdateResult;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.subscription.SubscriptionListApi;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import io.tollgate.contracts.subscription.SubscriptionView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells core-service what subscriptions and payments now are. */
@ApplicationScoped
public class Core {

    private static final Logger LOG = Logger.getLogger(Core.class);

    /** Stripe's limit is 500 active subscriptions of one customer (Stripe: Subscriptions). */
    private static final int CUSTOMER_PAGE = 500;

    private final CoreApi api;
    private final CorePaymentApi payments;
    private final CoreListApi lists;
    private final Forwards forwards;

    Core(
            @RestClient CoreApi api,
            @RestClient CorePaymentApi payments,
            @RestClient CoreListApi lists,
            MeterRegistry metrics) {
        this.api = api;
        this.payments = payments;
        this.lists = lists;
        this.forwards = new Forwards(metrics);
    }

    /** Made at the start, so that its metrics are there before the first call. */
    void start(@Observes StartupEvent event) {}

    /** Sends one update and waits for the answer, at most the client's time-outs. */
    public Delivery tell(SubscriptionUpdate update) {
        return timed(
                () -> {
                    SubscriptionUpdateResult result = api.update(update);
                    return result == null
                            ? answered(null, null)
                            : answered(result.outcome(), result.sequence());
                });
    }

    /** The same for a payment. */
    public Delivery tell(PaymentUpdate update) {
        return timed(
                () -> {
                    PaymentUpdateResult result = payments.update(update);
                    return result == null
                            ? answered(null, null)
                            : answered(result.outcome(), result.sequence());
                });
    }

    private Delivery timed(Supplier<Delivery> call) {
        return forwards.timed(() -> call(call));
    }

    /** Whether core answers and lets us in; asks for as little as can be asked. */
    public boolean isReachable() {
        return list(null, 1, new Wanted(List.of(), null, null)).isPresent();
    }

    /** What core holds of these subscriptions, by id; empty if it cannot be reached. */
    public Optional<Map<String, SubscriptionView>> holds(List<String> ids) {
        Map<String, SubscriptionView> held = new HashMap<>();
        for (int from = 0; from < ids.size(); from += SubscriptionListApi.MAX_IDS) {
            List<String> some =
                    ids.subList(from, Math.min(ids.size(), from + SubscriptionListApi.MAX_IDS));
            Optional<SubscriptionPage> page =
                    list(null, SubscriptionListApi.MAX_IDS, new Wanted(some, null, null));
            if (page.isEmpty()) {
                return Optional.empty();
            }
            page.get().data().forEach(view -> held.put(view.subscriptionId(), view));
        }
        return Optional.of(held);
    }

    /**
     * A page of subscriptions that have not ended although they expired, by id.
     *
     * @param after the last id of the page before; null for the first
     * @param before they expired before this time, Unix seconds
     * @return empty if core cannot be reached
     */
    public Optional<SubscriptionPage> overdue(@Nullable String after, long before, int limit) {
        return list(after, limit, new Wanted(List.of(), Long.toString(before), null));
    }

    /**
     * The ids of a customer's subscriptions, ended ones too.
     *
     * @return empty if core cannot be reached
     */
    public Optional<List<String>> subscriptionsOf(String customerId) {
        return heldOf(customerId)
                .map(held -> held.stream().map(SubscriptionView::subscriptionId).toList());
    }

    /** What core holds of a customer's subscriptions, ended ones too; a customer has few. */
    public Optional<List<SubscriptionView>> heldOf(String customerId) {
        return list(null, CUSTOMER_PAGE, new Wanted(List.of(), null, customerId))
                .map(SubscriptionPage::data);
    }

    /** Which subscriptions are listed, as the list takes it. */
    private record Wanted(
            List<String> ids, @Nullable String overdueBefore, @Nullable String customerId) {}

    private Optional<SubscriptionPage> list(@Nullable String after, int limit, Wanted wanted) {
        try {
            return Optional.of(
                    lists.list(
                            after,
                            Integer.toString(limit),
                            wanted.ids(),
                            wanted.overdueBefore(),
                            wanted.customerId(),
                            false));
        } catch (WebApplicationException e) {
            LOG.warnf("core lists nothing status=%d", e.getResponse().getStatus());
            return Optional.empty();
        } catch (ProcessingException e) {
            return Optional.empty();
        }
    }

    private static Delivery call(Supplier<Delivery> call) {
        try {
            return call.get();
        } catch (WebApplicationException e) {
            return refused(e.getResponse());
        } catch (ProcessingException e) {
            // Connection refused or reset, time-out, or an answer that is not core's JSON.
            return new Delivery.Unavailable(shortly(e));
        }
    }

    private static Delivery answered(@Nullable String outcome, @Nullable Long sequence) {
        // A proxy in between may answer 200 with something else: that is not core's word.
        return outcome == null
                ? new Delivery.Unavailable("no outcome in the answer")
                : new Delivery.Answered(outcome, sequence);
    }

    private static Delivery refused(Response response) {
        int status = response.getStatus();
        String code = code(response);
        return switch (status) {
            // 400: this body, always. 413 and 422: a proxy's way to say the same.
            case 400, 413, 422 -> new Delivery.Rejected("status=" + status + " code=" + code);
            case 409 ->
                    code.equals(ProblemCode.SEQUENCE_CONFLICT.wire())
                            ? new Delivery.SequenceTaken()
                            : new Delivery.Rejected("status=409 code=" + code);
            case 401, 403, 404, 405 -> {
                // Not the event's fault: a wrong key or URL. Nothing is parked for it.
                LOG.errorf(
                        "core refuses us status=%d code=%s: check CORE_URL, CORE_API_KEY",
                        status, code);
                yield new Delivery.Unavailable("status=" + status + " code=" + code);
            }
            default -> new Delivery.Unavailable("status=" + status + " code=" + code);
        };
    }

    private static String code(Response response) {
        try {
            return response.readEntity(ProblemBody.class).code();
        } catch (RuntimeException e) {
            return "none";
        }
    }

    /** The only part of core's problem that is read: foreign text never reaches our log. */
    record ProblemBody(@Nullable String code) {
        @Override
        public String code() {
            return code != null && code.matches("[a-z_]{1,64}") ? code : "none";
        }
    }

    private static String shortly(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
