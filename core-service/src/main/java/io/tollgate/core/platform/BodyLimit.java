package io.tollgate.core.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.contracts.problem.ProblemMapping;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses a body over 1 MiB with a problem instead of the framework's empty answer: at once if it
 * says its length, while it is read if it does not.
 */
@Provider
class BodyLimit implements ReaderInterceptor {

    static final int MAX_BYTES = 1 << 20;

    private static final Problem TOO_LARGE = ProblemMapping.ofStatus(413);

    /** Ahead of the framework's own limit, which answers with nothing. */
    private static final int FIRST = 10_000;

    private final ObjectMapper mapper;

    BodyLimit(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Filters filters) {
        filters.register(this::checkDeclaredLength, FIRST);
    }

    private void checkDeclaredLength(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (length == null || !isOver(length)) {
            context.next();
            return;
        }
        // What still arrives is read and dropped: closing now could cut off the answer.
        context.request().resume();
        context.response()
                .setStatusCode(TOO_LARGE.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(json(TOO_LARGE));
    }

    private static boolean isOver(String length) {
        try {
            return Long.parseLong(length.strip()) > MAX_BYTES;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private String json(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Counted(context.getInputStream()));
        return context.proceed();
    }

    /** A stream that ends the request when too much came out of it. */
    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = super.read(buffer, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int more) {
            count += more;
            if (count > MAX_BYTES) {
                throw new ProblemException(TOO_LARGE);
            }
        }
    }
}
