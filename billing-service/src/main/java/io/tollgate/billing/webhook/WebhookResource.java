package io.tollgate.billing.webhook;

import io.smallrye.mutiny.Uni;
import io.tollgate.billing.inbox.Inbox;
import io.tollgate.billing.inbox.Stored;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Both webhook addresses, one handler. The order is the point: verify the raw bytes, keep them,
 * commit, and only then answer 200. Whatever happens to the event later is no business of Stripe's
 * retries.
 */
@Path("/")
@PermitAll
@Tag(name = "Webhook")
public class WebhookResource {

    private static final Logger LOG = Logger.getLogger(WebhookResource.class);

    /** What Stripe reads: nothing but the status. The body is for people. */
    public record Receipt(boolean received, boolean duplicate) {}

    private final SignatureVerifier verifier;
    private final WebhookSecrets secrets;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    WebhookResource(
            WebhookConfig config,
            WebhookSecrets secrets,
            Inbox inbox,
            Deliveries deliveries,
            Clock clock) {
        this.verifier = new SignatureVerifier(clock, config.tolerance());
        this.secrets = secrets;
        this.inbox = inbox;
        this.deliveries = deliveries;
    }

    /** Takes one delivery from Stripe. */
    @POST
    @Path("webhook/stripe")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take an event from Stripe",
            description =
                    "200 means committed, now or before. 400: not signed by Stripe, nothing kept."
                            + " 503: not kept, Stripe delivers it again.")
    @RequestBody(
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations
                                                            .enums.SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "400",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "413",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class)))
    public Uni<Receipt> stripe(
            @HeaderParam("Stripe-Signature") List<String> signature, byte @Nullable [] body) {
        return take(signature, body == null ? new byte[0] : body);
    }

    /** The same under the address older integrations use. */
    @POST
    @Path("api/payments/webhook")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Take an event from Stripe (second address, same handler)")
    public Uni<Receipt> payments(
            @HeaderParam("Stripe-Signature") List<String> signature, byte @Nullable [] body) {
        return take(signature, body == null ? new byte[0] : body);
    }

    private Uni<Receipt> take(List<String> signature, byte[] body) {
        return switch (verifier.check(signature, body, secrets.current())) {
            case SignatureVerifier.Verdict.Genuine(Boolean livemode) ->
                    Uni.createFrom()
                            .completionStage(inbox.store(body, livemode))
                            .map(this::receipt);
            case SignatureVerifier.Verdict.Refused(SignatureVerifier.Rejection rejection) -> {
                deliveries.count(rejection);
                warnAtMostOnceASecond(Deliveries.word(rejection), body.length);
                throw new ProblemException(
                        ProblemCode.WEBHOOK_SIGNATURE_INVALID,
                        "The Stripe-Signature header is missing, malformed, too old, from the"
                                + " future, or does not match this body and the endpoint's"
                                + " secret.");
            }
        };
    }

    /** Anyone can send rubbish; the counter counts all of it, the log must not grow with it. */
    private void warnAtMostOnceASecond(String reason, int bytes) {
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + 1_000_000_000L)) {
            LOG.warnf("webhook rejected reason=%s bytes=%d", reason, bytes);
        }
    }

    private Receipt receipt(Stored stored) {
        deliveries.count(stored);
        if (stored == Stored.UNAVAILABLE) {
            throw new ProblemException(
                    ProblemCode.INBOX_UNAVAILABLE,
                    "The event could not be kept; it will be taken when it is delivered again.");
        }
        return new Receipt(true, stored == Stored.DUPLICATE);
    }
}
