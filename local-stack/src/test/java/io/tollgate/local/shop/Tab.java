package io.tollgate.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tollgate.local.stack.Await;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One tab: what a person does in it, and what it did by itself. */
final class Tab {

    /** What a person would wait for a page, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, Integer> KEY_CODES =
            Map.of("Tab", 9, "Enter", 13, "ArrowUp", 38, "ArrowDown", 40);

    /** The protocol's bit for the shift key. */
    private static final int SHIFT = 8;

    private final DevTools tools;
    private final String session;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<URI> requests = new CopyOnWriteArrayList<>();

    Tab(DevTools tools, String session) {
        this.tools = tools;
        this.session = session;
        tools.onEvent(this::note);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    private void note(JsonNode event) {
        if (!event.path("sessionId").asText().equals(session)) {
            return;
        }
        JsonNode params = event.path("params");
        switch (event.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                    errors.add(params.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> errors.add(params.path("args").toString());
            case "Log.entryAdded" -> errors.add(params.path("entry").toString());
            case "Network.requestWillBeSent" -> noteRequest(params);
            default -> {
                // Nothing these tests look at.
            }
        }
    }

    /** A browser's own question whether it may call is not counted. */
    private void noteRequest(JsonNode params) {
        if (!params.at("/request/method").asText().equals("OPTIONS")) {
            requests.add(URI.create(params.at("/request/url").asText().split("#", 2)[0]));
        }
    }

    /** Whatever stood on the console: a good page has nothing to say there. */
    List<String> console() {
        return List.copyOf(errors);
    }

    List<URI> requests() {
        return List.copyOf(requests);
    }

    void show(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    /** A phone's screen. */
    void beSmall() {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 640, "deviceScaleFactor", 2, "mobile", true));
    }

    void beDark() {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    /** Waits until the element's text holds the words. */
    void awaitText(String selector, String words) {
        String text = "document.querySelector(\"%s\")?.innerText ?? ''".formatted(selector);
        boolean came = Await.until(PATIENCE, () -> glance(text).asText().contains(words));
        assertThat(came)
                .as("%s, now [%s], comes to say [%s]", selector, glance(text).asText(), words)
                .isTrue();
    }

    /** Waits until an expression of JavaScript is true. */
    void await(String condition) {
        assertThat(Await.until(PATIENCE, () -> glance(condition).asBoolean()))
                .as(condition)
                .isTrue();
    }

    /** A click with the mouse, where the element is. */
    void click(String selector) {
        click(selector, 1);
    }

    /** As many clicks as fast as they come. */
    void click(String selector, int times) {
        JsonNode box =
                evaluate(
                        """
                        (() => { const e = document.querySelector("%s");
                          e.scrollIntoView({block: 'center'});
                          const b = e.getBoundingClientRect();
                          return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()
                        """
                                .formatted(selector));
        for (int i = 1; i <= times; i++) {
            for (String type : List.of("mousePressed", "mouseReleased")) {
                call(
                        "Input.dispatchMouseEvent",
                        Map.of(
                                "type",
                                type,
                                "x",
                                box.path("x").asDouble(),
                                "y",
                                box.path("y").asDouble(),
                                "button",
                                "left",
                                "clickCount",
                                i));
            }
        }
    }

    /** A key of the keyboard: Tab, Enter or an arrow up or down. */
    void press(String key) {
        press(key, 0);
    }

    /** The same with the shift key held. */
    void pressShifted(String key) {
        press(key, SHIFT);
    }

    private void press(String key, int modifiers) {
        int code = KEY_CODES.getOrDefault(key, 0);
        String text = key.equals("Enter") ? "\r" : "";
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "code",
                            key,
                            "modifiers",
                            modifiers,
                            "text",
                            type.equals("keyDown") ? text : "",
                            "windowsVirtualKeyCode",
                            code));
        }
    }

    /** The value of an expression of JavaScript. */
    JsonNode evaluate(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result);
        }
        return result.at("/result/value");
    }

    /** The same while one page may be giving way to another: missing in between. */
    private JsonNode glance(String expression) {
        try {
            return evaluate(expression);
        } catch (DevTools.RefusedException e) {
            // The page went away under the question; whoever waits asks again.
            return MissingNode.getInstance();
        }
    }

    private JsonNode call(String method, Map<String, Object> params) {
        return tools.call(session, method, params);
    }
}
