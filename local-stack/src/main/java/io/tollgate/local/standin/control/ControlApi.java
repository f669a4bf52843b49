package io.tollgate.local.standin.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.api.Calls;
import io.tollgate.local.standin.billing.Catalogue.Terms;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.delivery.Courier;
import io.tollgate.local.standin.delivery.Deliveries;
import io.tollgate.local.standin.delivery.Endpoint;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.fault.Faults;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.http.Request;
import io.tollgate.local.standin.state.Caller;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Refusal;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** Answers calls under {@code /_standin}. */
public final class ControlApi {

    private static final long DAY_SECONDS = 24L * 3600;

    /** A longer jump is a typing error. */
    private static final long MAX_ADVANCE_SECONDS = 20 * 365 * DAY_SECONDS;

    private static final String ENDPOINT = "/webhook_endpoints/";
    private static final String ROLL = "/roll";

    private final Engine engine;
    private final PaymentControls payments;
    private final Books books;
    private final Faults faults;
    private final Courier courier;
    private final Endpoints endpoints;
    private final Calls calls;

    public ControlApi(
            Engine engine, Faults faults, Courier courier, Endpoints endpoints, Calls calls) {
        this.engine = engine;
        this.books = engine.books();
        this.payments = new PaymentControls(engine.payments());
        this.faults = faults;
        this.courier = courier;
        this.endpoints = endpoints;
        this.calls = calls;
    }

    /** Answers a call; the path is that after {@code /_standin}. */
    public Reply handle(Request request, String path) {
        try {
            return answer(200, dispatch(request.method() + " " + path, path, request.body()));
        } catch (IllegalArgumentException | Refusal e) {
            return answer(400, error(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return answer(400, error("not a JSON object"));
        } catch (NoSuchCall e) {
            return answer(404, error("no such call: " + request.method() + " " + path));
        }
    }

    /** The path or the method is not known. */
    private static final class NoSuchCall extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private ObjectNode dispatch(String call, String path, byte[] body)
            throws IOException, NoSuchCall {
        Deliveries deliveries = courier.deliveries();
        return switch (call) {
            case "GET /health" -> now().put("status", "ok");
            case "POST /clock" -> advance(Json.parse(body));
            case "GET /truth" -> act(() -> new Truth(books.store()).render(books.world().now()));
            case "GET /faults" -> faults.active();
            case "POST /faults" -> mergeFaults(Json.parse(body));
            case "DELETE /faults" -> then(faults::clear, Json.object());
            case "GET /deliveries" -> deliveries.render();
            case "POST /deliveries/retry" -> then(deliveries::retryAll, Json.object());
            case "POST /deliveries/forget" -> then(deliveries::forgetAll, Json.object());
            case "GET /calls" -> calls.render();
            case "DELETE /calls" -> then(calls::reset, Json.object());
            case "POST /settings" -> SettingsCall.apply(books.settings(), Json.parse(body));
            case "POST /thin_event" -> thinEvent(Json.parse(body));
            case "POST /prices" -> price(Json.parse(body));
            default -> {
                if (call.startsWith("POST " + ENDPOINT) && path.endsWith(ROLL)) {
                    yield roll(path, Json.parse(body));
                }
                yield act(match(call, path, Json.parse(body)));
            }
        };
    }

    private Supplier<ObjectNode> match(String call, String path, ObjectNode body)
            throws NoSuchCall {
        if (!call.startsWith("POST ")) {
            throw new NoSuchCall();
        }
        return payments.match(path, body).orElseThrow(NoSuchCall::new);
    }

    private ObjectNode now() {
        return Json.object().put("now", books.world().now());
    }

    private ObjectNode act(Supplier<ObjectNode> work) {
        return books.world().act(Caller.NOBODY, work);
    }

    private static ObjectNode then(Runnable action, ObjectNode answer) {
        action.run();
        return answer;
    }

    private ObjectNode advance(ObjectNode wanted) {
        long seconds = wanted.path("advance_seconds").asLong(-1);
        if (seconds < 0 || seconds > MAX_ADVANCE_SECONDS) {
            throw new IllegalArgumentException("advance_seconds is from 0 to 20 years");
        }
        books.world().advance(seconds);
        return now();
    }

    private ObjectNode mergeFaults(ObjectNode wanted) {
        faults.merge(wanted);
        return faults.active();
    }

    private ObjectNode thinEvent(ObjectNode wanted) {
        return act(
                () -> {
                    ObjectNode event =
                            ThinEvent.of(books.ids().next("evt_"), books.world().now(), wanted);
                    courier.sendThin(event, books.world().now());
                    return event;
                });
    }

    private ObjectNode price(ObjectNode wanted) {
        String id = text(wanted, "id");
        String product = text(wanted, "product");
        Terms terms =
                new Terms(
                        wanted.path("currency").asText("eur"),
                        wanted.path("unit_amount").asLong(),
                        wanted.path("interval").asText("month"),
                        wanted.path("interval_count").asInt(1));
        return act(
                () -> {
                    if (books.store().products().find(product).isEmpty()) {
                        engine.catalogue().addProduct(product, product);
                    }
                    return engine.catalogue().addPrice(id, product, terms).copy();
                });
    }

    private static String text(ObjectNode wanted, String field) {
        JsonNode value = wanted.path(field);
        if (value.asText("").isEmpty()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.asText();
    }

    private ObjectNode roll(String path, ObjectNode wanted) {
        String id = path.substring(ENDPOINT.length(), path.length() - ROLL.length());
        long seconds = wanted.path("expire_in_seconds").asLong(0);
        if (seconds < 0 || seconds > DAY_SECONDS) {
            throw new IllegalArgumentException("expire_in_seconds is from 0 to 86400");
        }
        Endpoint endpoint =
                endpoints
                        .find(id)
                        .orElseThrow(() -> new IllegalArgumentException("no endpoint " + id));
        endpoint.secret(books.ids().next("whsec_test_"), books.world().now() + seconds);
        return Json.object().put("secret", endpoint.secret());
    }

    private static ObjectNode error(String message) {
        return Json.object().put("error", message);
    }

    private static Reply answer(int status, ObjectNode json) {
        return new Reply.Message(
                status, Map.of("Content-Type", "application/json"), Json.indented(json));
    }
}
