package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.fault.Faults;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.http.Request;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.state.Caller;
import io.tollgate.local.standin.state.Journal;
import io.tollgate.local.standin.state.World;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What every call goes through: key, version, route, faults, idempotency, and then the work. */
public final class StripeApi implements AutoCloseable {

    private final Books books;
    private final World world;
    private final Renderer renderer;
    private final ApiKeys keys;
    private final StripeVersion accountVersion;
    private final Routes routes;
    private final Idempotency idempotency;
    private final ApiFaults faults;
    private final Calls calls = new Calls();

    public StripeApi(
            Desk desk,
            Endpoints endpoints,
            Renderer renderer,
            Faults faults,
            String secretKey,
            StripeVersion accountVersion) {
        this.books = desk.books();
        this.world = books.world();
        this.renderer = renderer;
        this.keys = new ApiKeys(secretKey);
        this.accountVersion = accountVersion;
        this.routes = new Routes(desk, endpoints, renderer, accountVersion);
        this.idempotency = new Idempotency(world::now);
        this.faults = new ApiFaults(faults);
    }

    /** Takes in a line of an earlier life; false if it is none of the calls'. */
    public boolean read(ObjectNode line) {
        return idempotency.read(line);
    }

    /** Writes what was answered, and will be. */
    public void begin(Journal journal) {
        idempotency.begin(journal);
    }

    public Calls calls() {
        return calls;
    }

    /** Answers a call under {@code /v1}. */
    public Reply handle(Request request) {
        Set<String> forBrowsers = routes.methodsForBrowsers(request.path());
        if (request.method().equals("OPTIONS") && !forBrowsers.isEmpty()) {
            return Cors.preflight(forBrowsers);
        }
        Optional<Route> route = routes.match(request.method(), request.path());
        Reply reply = answer(request, route, books.ids().next("req_"));
        String template = route.map(Route::template).orElse("(no such route)");
        calls.count(request.method() + " " + template, reply);
        return forBrowsers.contains(request.method()) ? Cors.open(reply) : reply;
    }

    private Reply answer(Request request, Optional<Route> route, String requestId) {
        Headers headers = new Headers(request, requestId, world::now, accountVersion);
        try {
            Params params =
                    Params.parse(
                            request.query(), new String(request.body(), StandardCharsets.UTF_8));
            Key key = keys.check(request, params);
            StripeVersion version =
                    request.header("stripe-version").map(ApiVersions::named).orElse(accountVersion);
            Route matched = route.orElseThrow(() -> unrecognized(request));
            requireSecretKey(key, matched);
            faults.throttle(request.method());
            Work work = new Work(request, matched, params, version, requestId, key);
            return request.method().equals("POST")
                    ? once(work, headers)
                    : reply(perform(work), headers);
        } catch (Refusal refusal) {
            return headers.message(Answer.refused(refusal, requestId, world.now()), false);
        }
    }

    /** One call, and who makes it. */
    private record Work(
            Request request,
            Route route,
            Params params,
            StripeVersion version,
            String requestId,
            Key key) {

        Optional<String> idempotencyKey() {
            return request.header("idempotency-key").filter(key -> !key.isBlank());
        }

        String fingerprint() {
            return request.method() + " " + request.path() + " " + params.fingerprint();
        }
    }

    private Reply once(Work work, Headers headers) {
        Optional<String> key = work.idempotencyKey();
        if (key.isEmpty()) {
            return reply(perform(work), headers);
        }
        Answer kept = idempotency.begin(key.get(), work.fingerprint());
        if (kept != null) {
            return headers.message(kept, true);
        }
        Attempt attempt = new Attempt.Nothing(new Reply.HangUp());
        try {
            attempt = perform(work);
        } finally {
            idempotency.finish(key.get(), attempt.toKeep());
        }
        return reply(attempt, headers);
    }

    private static Reply reply(Attempt attempt, Headers headers) {
        return switch (attempt) {
            case Attempt.Done done -> headers.message(done.answer(), false);
            case Attempt.Lost lost -> new Reply.Reset();
            case Attempt.Nothing nothing -> nothing.reply();
        };
    }

    private Attempt perform(Work work) {
        Optional<Attempt> broken =
                faults.instead(work.request().method(), work.requestId(), world.now());
        if (broken.isPresent()) {
            return broken.get();
        }
        Answer answer = carryOut(work);
        return faults.losesReply(work.request().method())
                ? new Attempt.Lost(answer)
                : new Attempt.Done(answer);
    }

    /** A refusal that is an outcome is an answer like any other; the rest is thrown on. */
    private Answer carryOut(Work work) {
        try {
            work.params().allowOnly(work.route().params());
            Caller caller = new Caller(work.requestId(), work.idempotencyKey().orElse(null));
            return world.act(
                    caller,
                    () -> {
                        Answer answer = Answer.ok(shown(work), work.requestId(), world.now());
                        return written(work, answer);
                    });
        } catch (Refusal refusal) {
            refusal.shaped(object -> renderer.render(object, work.version()));
            if (refusal.isOutcome()) {
                return written(work, Answer.refused(refusal, work.requestId(), world.now()));
            }
            throw refusal;
        }
    }

    private Answer written(Work work, Answer answer) {
        if (work.request().method().equals("POST")) {
            work.idempotencyKey()
                    .ifPresent(key -> idempotency.write(key, work.fingerprint(), answer));
        }
        return answer;
    }

    private ObjectNode shown(Work work) {
        Route route = work.route();
        Call call =
                new Call(
                        route.id(work.request().path()), work.params(), work.version(), work.key());
        ObjectNode result = route.handler().apply(call);
        if (route.asIs()) {
            return result;
        }
        ObjectNode expanded = result.deepCopy();
        Expansion expansion = new Expansion(books.store());
        work.params().words("expand").forEach(path -> expansion.expand(expanded, path));
        return renderer.render(expanded, work.version());
    }

    private static void requireSecretKey(Key key, Route route) {
        if (key == Key.PUBLISHABLE && !route.forBrowsers()) {
            throw Refusal.of(
                    403,
                    Refusal.INVALID_REQUEST,
                    "This API call cannot be made with a publishable API key. Please use a secret"
                            + " API key.",
                    "secret_key_required");
        }
    }

    private static Refusal unrecognized(Request request) {
        return Refusal.of(
                404,
                Refusal.INVALID_REQUEST,
                "Unrecognized request URL (%s: %s).".formatted(request.method(), request.path()),
                null);
    }

    @Override
    public void close() {
        faults.close();
    }
}
