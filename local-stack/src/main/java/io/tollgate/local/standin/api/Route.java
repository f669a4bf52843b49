package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * One operation.
 *
 * @param method HTTP's
 * @param template the path, with {@code {id}} where an id stands
 * @param params every parameter it takes
 * @param handler answers with an object in the newest shape
 * @param asIs whether the answer is in its final shape already
 * @param forBrowsers whether a page may make this call, with the publishable key
 */
record Route(
        String method,
        String template,
        Set<String> params,
        Function<Call, ObjectNode> handler,
        boolean asIs,
        boolean forBrowsers) {

    private static final String ID = "{id}";

    static Route get(String template, Set<String> params, Function<Call, ObjectNode> handler) {
        return new Route("GET", template, withExpand(params), handler, false, false);
    }

    static Route post(String template, Set<String> params, Function<Call, ObjectNode> handler) {
        return new Route("POST", template, withExpand(params), handler, false, false);
    }

    static Route delete(String template, Set<String> params, Function<Call, ObjectNode> handler) {
        return new Route("DELETE", template, withExpand(params), handler, false, false);
    }

    /** The same, with an answer that no version changes. */
    Route inFinalShape() {
        return new Route(method, template, params, handler, true, forBrowsers);
    }

    /** The same, open to pages of any origin. */
    Route openToBrowsers() {
        Set<String> all = new HashSet<>(params);
        all.addAll(Set.of("key", "client_secret"));
        return new Route(method, template, Set.copyOf(all), handler, asIs, true);
    }

    private static Set<String> withExpand(Set<String> params) {
        Set<String> all = new HashSet<>(params);
        all.add("expand[]");
        return Set.copyOf(all);
    }

    /** Whether a path is one of this operation's. */
    boolean matches(String wantedMethod, String path) {
        return method.equals(wantedMethod) && path.matches(pattern());
    }

    /** What stands in a path for the id. */
    String id(String path) {
        return template.contains(ID) ? path.replaceFirst(pattern(), "$1") : "";
    }

    private String pattern() {
        return template.replace(ID, "([^/]+)");
    }
}
