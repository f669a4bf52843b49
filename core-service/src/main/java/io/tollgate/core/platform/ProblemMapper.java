package io.tollgate.core.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemMapping;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where what was thrown becomes an answer: problem+json, always. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    /** A database that restarts is back by then; billing-service backs off on its own anyway. */
    private static final int RETRY_AFTER_SECONDS = 5;

    /** What waits for counters is done in less. */
    private static final int BUSY_RETRY_AFTER_SECONDS = 1;

    private final MeterRegistry metrics;

    ProblemMapper(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Every series is there from the start: a rule sees the first failure too. */
    void start(@Observes StartupEvent event) {
        failures("unauthorized");
        failures("forbidden");
    }

    private Counter failures(String reason) {
        return metrics.counter("tollgate.auth.failures", "reason", reason);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Problem> unauthorized(UriInfo uri) {
        failures("unauthorized").increment();
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.UNAUTHORIZED, ProblemMapping.ofStatus(401))
                .type(Problem.MEDIA_TYPE)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        uri.getPath().startsWith("/internal") ? "X-API-Key" : "Bearer")
                .build();
    }

    @ServerExceptionMapper(ForbiddenException.class)
    RestResponse<Problem> forbidden() {
        failures("forbidden").increment();
        return answer(ProblemMapping.ofStatus(403));
    }

    /** The framework has mappers of its own for these, which a general one would not replace. */
    @ServerExceptionMapper({
        WebApplicationException.class,
        MismatchedInputException.class,
        JsonProcessingException.class
    })
    RestResponse<Problem> request(Exception thrown) {
        return any(thrown);
    }

    @ServerExceptionMapper(Throwable.class)
    RestResponse<Problem> any(Throwable thrown) {
        if (DatabaseAway.explains(thrown)) {
            LOG.error("database_unavailable", thrown);
            return RestResponse.ResponseBuilder.create(
                            RestResponse.Status.SERVICE_UNAVAILABLE,
                            Problem.of(
                                    ProblemCode.DATABASE_UNAVAILABLE,
                                    "The database cannot be reached; try again shortly."))
                    .type(Problem.MEDIA_TYPE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        Problem problem = ProblemMapping.of(thrown);
        if (problem.status() >= 500) {
            LOG.error("request_failed", thrown);
        }
        return answer(problem);
    }

    private static RestResponse<Problem> answer(Problem problem) {
        var answer =
                RestResponse.ResponseBuilder.create(
                                RestResponse.Status.fromStatusCode(problem.status()), problem)
                        .type(Problem.MEDIA_TYPE);
        return problem.code() == ProblemCode.QUOTA_BUSY
                ? answer.header(HttpHeaders.RETRY_AFTER, BUSY_RETRY_AFTER_SECONDS).build()
                : answer.build();
    }
}
