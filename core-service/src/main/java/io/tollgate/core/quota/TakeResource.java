package io.tollgate.core.quota;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.contracts.quota.QuotaCommit;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.contracts.quota.QuotaTake;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Command.Mode;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where the product's backend takes what it is about to use, and gives back what it deleted. */
@Path("/internal/quota")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("product")
@Tag(name = "quota")
@APIResponse(
        responseCode = "200",
        description = "Done, now or when it was first asked for",
        content = @Content(schema = @Schema(implementation = QuotaGrant.class)))
@APIResponse(
        responseCode = "409",
        description =
                "quota_exceeded, reservation_expired (both with the members of QuotaExceeded),"
                        + " reservation_closed, usage_too_low or idempotency_conflict: nothing was"
                        + " changed",
        content =
                @Content(
                        mediaType = Problem.MEDIA_TYPE,
                        schema = @Schema(anyOf = {QuotaExceeded.class, Problem.class})))
class TakeResource {

    private static final String TAKES = "tollgate.quota.takes";
    private static final String FAILED = "failed";

    private static final String KEY = "Idempotency-Key";

    private static final String KEY_HELP =
            "names what this is for; the same again within 30 days is answered as the first time";

    private final Takes takes;
    private final Catalogues catalogues;
    private final QuotaConfig config;
    private final MeterRegistry metrics;

    TakeResource(Takes takes, Catalogues catalogues, QuotaConfig config, MeterRegistry metrics) {
        this.takes = takes;
        this.catalogues = catalogues;
        this.config = config;
        this.metrics = metrics;
    }

    @POST
    @Path("/reservations")
    @Operation(
            summary = "Reserve, before it is known whether it will be used",
            description = "All of the items or none. Commit or release it before it expires.")
    public Uni<RestResponse<Object>> reserve(
            @Parameter(description = KEY_HELP, required = true) @HeaderParam(KEY)
                    @Nullable String key,
            @Nullable QuotaTake body) {
        return keyed(Mode.RESERVE, key, body);
    }

    @POST
    @Path("/consume")
    @Operation(summary = "Take and use at once", description = "All of the items or none.")
    public Uni<RestResponse<Object>> consume(
            @Parameter(description = KEY_HELP, required = true) @HeaderParam(KEY)
                    @Nullable String key,
            @Nullable QuotaTake body) {
        return keyed(Mode.CONSUME, key, body);
    }

    @POST
    @Path("/give-back")
    @Operation(summary = "Give back what the user has no more")
    public Uni<RestResponse<Object>> giveBack(
            @Parameter(description = KEY_HELP, required = true) @HeaderParam(KEY)
                    @Nullable String key,
            @Nullable QuotaTake body) {
        return keyed(Mode.GIVE_BACK, key, body);
    }

    @POST
    @Path("/reservations/{id}/commit")
    @Operation(
            summary = "Use what was reserved, or less of it",
            description =
                    "A repeat is answered as the first time. After its end the reservation is taken"
                            + " again, if it still fits.")
    @APIResponse(responseCode = "404", description = "not_found: there is no such reservation")
    public Uni<RestResponse<Object>> commit(
            @PathParam("id") String id, @Nullable QuotaCommit body) {
        QuotaChecks checks = new QuotaChecks(catalogues.current());
        checks.fields().text("id", id);
        List<Amount> items = checks.optionalItems(body == null ? null : body.items());
        checks.fields().throwIfAny();
        return submit(new Command.Commit(id, items));
    }

    @POST
    @Path("/reservations/{id}/release")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Give up what was reserved")
    @APIResponse(responseCode = "404", description = "not_found: there is no such reservation")
    public Uni<RestResponse<Object>> release(@PathParam("id") String id) {
        QuotaChecks checks = new QuotaChecks(catalogues.current());
        checks.fields().text("id", id);
        checks.fields().throwIfAny();
        return submit(new Command.Release(id));
    }

    private Uni<RestResponse<Object>> keyed(
            Mode mode, @Nullable String key, @Nullable QuotaTake body) {
        QuotaTake take = FieldChecks.body(body);
        QuotaChecks checks = new QuotaChecks(catalogues.current());
        checks.fields().text(KEY, key);
        checks.fields().text("user_id", take.userId());
        List<Amount> items = checks.items(take.items());
        Duration ttl = mode == Mode.RESERVE ? ttl(checks, take.ttlSeconds()) : Duration.ZERO;
        checks.fields().throwIfAny();
        return submit(new Command.Keyed(mode, take.userId(), String.valueOf(key), items, ttl));
    }

    private Duration ttl(QuotaChecks checks, @Nullable Long seconds) {
        if (seconds == null) {
            return config.reservationDefault();
        }
        long max = config.reservationMax().toSeconds();
        if (seconds < 1 || seconds > max) {
            checks.fields().refuse("ttl_seconds", "must be a whole number from 1 to " + max);
            return Duration.ZERO;
        }
        return Duration.ofSeconds(seconds);
    }

    private Uni<RestResponse<Object>> submit(Command command) {
        return Uni.createFrom().completionStage(() -> takes.submit(command)).map(this::answer);
    }

    private RestResponse<Object> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted(QuotaGrant grant) -> {
                count(grant.state());
                yield RestResponse.ok((Object) grant);
            }
            case Outcome.Exceeded(QuotaExceeded problem) -> {
                count(problem.code().wire());
                yield RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CONFLICT, (Object) problem)
                        .type(Problem.MEDIA_TYPE)
                        .build();
            }
            case Outcome.Refused(ProblemCode code, String detail) -> {
                count(code.wire());
                throw new ProblemException(code, detail);
            }
            case Outcome.Invalid(String field, String reason) -> {
                count(ProblemCode.INVALID_REQUEST.wire());
                throw ProblemException.invalid(field, reason);
            }
            case Outcome.Failed(Exception cause) -> {
                count(FAILED);
                throw new IllegalStateException(cause);
            }
            case Outcome.Recounted _, Outcome.Outdated _, Outcome.HeldUp _ ->
                    throw new IllegalStateException("no answer to a take: " + outcome);
        };
    }

    /** What an operator asks for is there from the start. */
    @PermitAll
    void start(@Observes StartupEvent event) {
        metrics.counter(TAKES, "outcome", ProblemCode.QUOTA_EXCEEDED.wire());
        metrics.counter(TAKES, "outcome", FAILED);
    }

    private void count(String outcome) {
        metrics.counter(TAKES, "outcome", outcome).increment();
    }
}
