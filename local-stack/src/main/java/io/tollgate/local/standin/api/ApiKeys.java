package io.tollgate.local.standin.api;

import io.tollgate.local.standin.http.Request;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Checks the key: as a bearer token, as the user name of Basic authentication, or as the parameter
 * {@code key}, which is how browsers send it.
 */
final class ApiKeys {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** The one publishable key; it needs no secrecy. */
    static final String PUBLISHABLE = "pk_test_standin";

    private static final int SHOWN = 4;

    private final String secretKey;

    ApiKeys(String secretKey) {
        this.secretKey = secretKey;
    }

    Key check(Request request, Params params) {
        String given =
                request.header("authorization")
                        .map(ApiKeys::given)
                        .orElse(params.text("key").orElse(""));
        if (given.isEmpty()) {
            throw Refusal.of(
                    401,
                    Refusal.INVALID_REQUEST,
                    "You did not provide an API key. You need to provide your API key in the"
                            + " Authorization header, using Bearer auth.",
                    null);
        }
        if (given.equals(PUBLISHABLE)) {
            return Key.PUBLISHABLE;
        }
        if (!given.equals(secretKey)) {
            throw Refusal.of(
                    401,
                    Refusal.INVALID_REQUEST,
                    "Invalid API Key provided: " + masked(given),
                    null);
        }
        return Key.SECRET;
    }

    private static String given(String header) {
        if (header.startsWith(BEARER)) {
            return header.substring(BEARER.length()).strip();
        }
        if (!header.startsWith(BASIC)) {
            return "";
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            return new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0];
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String masked(String key) {
        int hidden = Math.max(0, key.length() - SHOWN);
        return "*".repeat(hidden) + key.substring(hidden);
    }
}
