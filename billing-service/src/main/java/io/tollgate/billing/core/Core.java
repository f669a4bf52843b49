package io.tollgate.billing.core;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells core-service what a subscription now is. */
@ApplicationScoped
public class Core {

    private static final Logger LOG = Logger.getLogger(Core.class);

    private final CoreApi api;

    Core(@RestClient CoreApi api) {
        this.api = api;
    }

    /** Sends one update and waits for the answer, at most the client's time-outs. */
    public Delivery tell(SubscriptionUpdate update) {
        try {
            SubscriptionUpdateResult result = api.update(update);
            return answered(result);
        } catch (WebApplicationException e) {
            return refused(e.getResponse());
        } catch (ProcessingException e) {
            // Connection refused or reset, time-out, or an answer that is not core's JSON.
            return new Delivery.Unavailable(shortly(e));
        }
    }

    private static Delivery answered(@Nullable SubscriptionUpdateResult result) {
        // A proxy in between may answer 200 with something else: that is not core's word.
        return result == null || result.outcome() == null
                ? new Delivery.Unavailable("no outcome in the answer")
                : new Delivery.Answered(result.outcome(), result.sequence());
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
