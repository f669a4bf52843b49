package io.tollgate.billing.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemMapping;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body over the cap with a problem, before it has been taken in: by its announced length,
 * or, where none is announced, as soon as it passes the cap. Without this the framework closes the
 * connection with an empty answer.
 */
final class BodyCap {

    /** Before every route of the framework. */
    private static final int FIRST = -10_000;

    private BodyCap() {}

    static void install(
            @Observes Router router,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize cap,
            ObjectMapper json) {
        long bytes = cap.asLongValue();
        BodyHandler collect = BodyHandler.create(false).setBodyLimit(bytes);
        router.route()
                .order(FIRST)
                .handler(
                        request -> {
                            Long announced = announced(request);
                            if (announced == null) {
                                collect.handle(request);
                            } else if (announced > bytes) {
                                refuse(request, json);
                            } else {
                                request.next();
                            }
                        })
                .failureHandler(
                        request -> {
                            if (request.statusCode() == 413) {
                                refuse(request, json);
                            } else if (!(request.failure() instanceof HttpClosedException)) {
                                request.next();
                            }
                        });
    }

    /** The announced length, 0 for a request without a body; null for a chunked one. */
    private static @Nullable Long announced(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            // The codec has refused anything but a number already.
            return Long.valueOf(length);
        }
        return request.request().getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0L : null;
    }

    private static void refuse(RoutingContext request, ObjectMapper json) {
        try {
            String body = json.writeValueAsString(ProblemMapping.ofStatus(413));
            request.response()
                    .setStatusCode(413)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(body)
                    .onComplete(sent -> request.request().connection().close());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always writable", e);
        }
    }
}
