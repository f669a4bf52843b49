package io.tollgate.core.quota;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.contracts.quota.LimitReason;
import io.tollgate.contracts.quota.QuotaCheck;
import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaExplanation;
import io.tollgate.contracts.quota.QuotaSummary;
import io.tollgate.contracts.quota.Usage;
import io.tollgate.contracts.quota.UsageCount;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Catalogues;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the product's backend asks: may this user do one more of that? */
@Path("/internal/quota")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("product")
@Tag(name = "quota", description = "What a user may do now")
class QuotaResource {

    private final Quotas quotas;
    private final Takes takes;
    private final Catalogues catalogues;
    private final Explanations explanations;
    private final Checkpoints checkpoints;
    private final MeterRegistry metrics;

    QuotaResource(
            Quotas quotas,
            Takes takes,
            Catalogues catalogues,
            Explanations explanations,
            Checkpoints checkpoints,
            MeterRegistry metrics) {
        this.explanations = explanations;
        this.checkpoints = checkpoints;
        this.quotas = quotas;
        this.takes = takes;
        this.catalogues = catalogues;
        this.metrics = metrics;
    }

    @POST
    @Path("/check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "May the user take so much more?",
            description =
                    "Reads only: nothing is taken. A user core never heard of is on the default"
                            + " plan.")
    public Uni<QuotaDecision> check(@Nullable QuotaCheck body) {
        QuotaCheck check = FieldChecks.body(body);
        QuotaChecks checks = new QuotaChecks(catalogues.current());
        checks.fields().text("user_id", check.userId());
        checks.resource("resource", check.resource());
        checks.fields().optionalNumber("amount", check.amount(), FieldChecks.MAX_COUNT);
        checks.fields().throwIfAny();
        long amount = check.amount() == null ? 1 : check.amount();
        return Uni.createFrom()
                .completionStage(() -> quotas.of(check.userId()))
                .map(view -> counted(view.decision(check.resource(), amount)));
    }

    private QuotaDecision counted(QuotaDecision decision) {
        count(decision.allowed(), decision.reason(), 1);
        return decision;
    }

    /** Every series is there from the start. */
    @PermitAll
    void start(@Observes StartupEvent event) {
        for (LimitReason reason : LimitReason.values()) {
            count(reason.allows(), reason.wire(), 0);
        }
    }

    private void count(boolean allowed, String reason, int checks) {
        String word = Boolean.toString(allowed);
        metrics.counter("tollgate.quota.decisions", "allowed", word, "reason", reason)
                .increment(checks);
    }

    @GET
    @RolesAllowed({"product", "billing"})
    @Path("/users/{user_id}")
    @Operation(summary = "Plan, limits and usage of a user, and why", description = "With an ETag.")
    @APIResponse(responseCode = "200", description = "As it is now, with its ETag")
    @APIResponse(responseCode = "304", description = "As If-None-Match has it")
    public Uni<RestResponse<QuotaSummary>> summary(
            @PathParam("user_id") String userId,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        checks.throwIfAny();
        return Uni.createFrom()
                .completionStage(() -> quotas.of(userId))
                .map(view -> Tagged.answer(view.summary(), ifNoneMatch));
    }

    @GET
    @RolesAllowed({"product", "billing"})
    @Path("/users/{user_id}/explain")
    @Operation(
            summary = "Why a user may or may not, now or at a past moment",
            description =
                    "The chain from the Stripe event to the decision, as core knew it right before"
                        + " the moment. decided_at of a grant, or of a denial with its catalogue,"
                        + " given here, gives the same decision again; so do those of a check, if"
                        + " nothing changed while it was read.")
    public QuotaExplanation explain(
            @PathParam("user_id") String userId,
            @QueryParam("resource") @Nullable String resource,
            @Parameter(description = "Unix seconds, up to six decimals; now if absent")
                    @QueryParam("at")
                    @Nullable String at,
            @Parameter(description = "how much was asked for; what the ledger has of it, or 1")
                    @QueryParam("amount")
                    @Nullable String amount,
            @Parameter(
                            description =
                                    "the catalogue of a denial or a check; what a grant says, or"
                                            + " what was loaded last by then, if absent")
                    @QueryParam("catalogue")
                    @Nullable String hash)
            throws SQLException {
        Catalogue by = hash == null ? null : explanations.version(hash).orElse(null);
        QuotaChecks checks = new QuotaChecks(by == null ? catalogues.current() : by);
        if (hash != null && by == null) {
            checks.fields().refuse("catalogue", "is no version that was ever in force");
        }
        checks.fields().text("user_id", userId);
        checks.resource("resource", resource);
        Instant moment = at == null ? null : Moment.parse(at);
        if (at != null && moment == null) {
            checks.fields().refuse("at", "must be Unix seconds, with up to six decimals");
        }
        Long requested = number(amount);
        if (amount != null && (requested == null || requested > FieldChecks.MAX_COUNT)) {
            checks.fields()
                    .refuse("amount", "must be a whole number from 0 to " + FieldChecks.MAX_COUNT);
        }
        checks.fields().throwIfAny();
        return explanations.explain(
                new Counter(userId, String.valueOf(resource)), moment, requested, by);
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    @PUT
    @Blocking
    @Path("/users/{user_id}/usage/{resource}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set what a user has, as the product counted it",
            description = "The answer's ETag is the usage's version.")
    @APIResponse(
            responseCode = "200",
            description = "The usage now held",
            headers = @Header(name = "ETag", description = "the version, in quotes"))
    @APIResponse(
            responseCode = "412",
            description =
                    "precondition_failed: the usage changed since it was read, or If-Match is"
                            + " missing")
    public Uni<RestResponse<Usage>> recount(
            @PathParam("user_id") String userId,
            @PathParam("resource") String resource,
            @Parameter(
                            description =
                                    "the version this count was made on, as in an ETag; *"
                                            + " overwrites any",
                            required = true)
                    @HeaderParam(HttpHeaders.IF_MATCH)
                    @Nullable String ifMatch,
            @Nullable UsageCount body)
            throws SQLException {
        Long used = FieldChecks.body(body).used();
        QuotaChecks checks = new QuotaChecks(catalogues.current());
        checks.fields().text("user_id", userId);
        checks.countedResource("resource", resource);
        checks.fields().number("used", used, FieldChecks.MAX_COUNT);
        Long expected = VersionTag.expected(ifMatch, checks.fields());
        checks.fields().throwIfAny();
        if (ifMatch == null) {
            throw new ProblemException(
                    ProblemCode.PRECONDITION_FAILED,
                    "Send If-Match with the version of the usage you counted on, in quotes, as in"
                            + " the user's summary; * overwrites any.");
        }
        Counter counter = new Counter(userId, resource);
        if (!checkpoints.catchUp(counter)) {
            throw new ProblemException(
                    ProblemCode.QUOTA_BUSY, "The ledger is being added up; ask again shortly.");
        }
        Command recount = new Command.Recount(counter, used, expected);
        return Uni.createFrom()
                .completionStage(() -> takes.submit(recount))
                .map(QuotaResource::recounted);
    }

    private static RestResponse<Usage> recounted(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recounted(Usage usage) ->
                    RestResponse.ResponseBuilder.ok(usage)
                            .header(HttpHeaders.ETAG, VersionTag.of(usage.version()))
                            .build();
            case Outcome.Outdated(long version) ->
                    throw new ProblemException(
                            ProblemCode.PRECONDITION_FAILED,
                            "The usage is at version " + version + " by now; count again.");
            case Outcome.Refused(ProblemCode code, String detail) ->
                    throw new ProblemException(code, detail);
            case Outcome.Failed(Exception cause) -> throw new IllegalStateException(cause);
            case Outcome.Granted _, Outcome.Exceeded _, Outcome.Invalid _, Outcome.HeldUp _ ->
                    throw new IllegalStateException("no answer to a recount: " + outcome);
        };
    }
}
