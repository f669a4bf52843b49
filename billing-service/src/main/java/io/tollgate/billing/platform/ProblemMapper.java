package io.tollgate.billing.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.tollgate.billing.console.page.ErrorPages;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemMapping;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where an exception becomes an answer. */
final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final ErrorPages pages;

    /** PostgreSQL: character_not_in_repertoire, such as a zero byte. */
    private static final String NOT_TEXT = "22021";

    ProblemMapper(ErrorPages pages) {
        this.pages = pages;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(RuntimeException thrown) {
        return answer(thrown, ProblemMapping.ofStatus(401));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException thrown) {
        return answer(thrown, ProblemMapping.ofStatus(403));
    }

    @ServerExceptionMapper
    Response database(SQLException thrown) {
        if (NOT_TEXT.equals(thrown.getSQLState())) {
            return answer(
                    thrown,
                    Problem.of(
                            ProblemCode.INVALID_REQUEST,
                            "A value holds a character that no text here may hold."));
        }
        LOG.errorf("database away sqlstate=%s", thrown.getSQLState());
        return answer(
                thrown,
                Problem.of(
                        ProblemCode.DATABASE_UNAVAILABLE,
                        "The database cannot be reached; try again shortly."));
    }

    /** The framework has mappers of its own for these, which a general one would not replace. */
    @ServerExceptionMapper({
        WebApplicationException.class,
        MismatchedInputException.class,
        JsonProcessingException.class
    })
    Response request(Exception thrown) {
        return any(thrown);
    }

    @ServerExceptionMapper(priority = 10_000)
    Response any(Throwable thrown) {
        Problem problem = ProblemMapping.of(thrown);
        if (problem.code() == ProblemCode.INTERNAL_ERROR) {
            LOG.error("request failed", thrown);
        }
        return answer(thrown, problem);
    }

    /** A page for who looks at the console, a problem for everybody else. */
    private Response answer(Throwable thrown, Problem problem) {
        return pages.answer(thrown, problem).orElseGet(() -> answer(problem));
    }

    private static Response answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        switch (problem.status()) {
            case 401 -> answer.header("WWW-Authenticate", "Bearer");
            case 503 -> answer.header("Retry-After", "5");
            default -> {}
        }
        return answer.build();
    }
}
