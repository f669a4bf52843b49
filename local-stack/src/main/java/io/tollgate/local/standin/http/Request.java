package io.tollgate.local.standin.http;

import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param method such as {@code GET}
 * @param path without the query, still encoded
 * @param query without the question mark; empty if there is none
 * @param headers by lower-case name
 * @param body empty if there is none
 */
public record Request(
        String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** A header's value, whatever the case of its name. */
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
