package io.tollgate.billing.console.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who has signed in.
 *
 * @param name who
 * @param role what they may do
 * @param mark tells one password of a user from another; {@link #OF_PROVIDER} for who came through
 *     an identity provider
 * @param nonce random, for the tokens of its forms
 * @param begun when they signed in
 * @param seen when they were last at it
 */
record Session(String name, Role role, String mark, String nonce, Instant begun, Instant seen) {

    static final String OF_PROVIDER = "oidc";

    private static final String SEPARATOR = "\n";

    /** How often the cookie is written anew while it is used. */
    private static final Duration REFRESH = Duration.ofMinutes(1);

    String write() {
        return String.join(
                SEPARATOR,
                List.of(
                        name.replace(SEPARATOR, " "),
                        role.wire(),
                        mark,
                        nonce,
                        Long.toString(begun.getEpochSecond()),
                        Long.toString(seen.getEpochSecond())));
    }

    /** What {@link #write} wrote; empty for anything else, such as of another version. */
    static Optional<Session> read(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        Optional<Role> role = parts.length == 6 ? Role.of(parts[1]) : Optional.empty();
        return role.map(
                known ->
                        new Session(
                                parts[0],
                                known,
                                parts[2],
                                parts[3],
                                Instant.ofEpochSecond(Long.parseLong(parts[4])),
                                Instant.ofEpochSecond(Long.parseLong(parts[5]))));
    }

    boolean isOver(Instant now, Duration idle, Duration limit) {
        return now.isAfter(seen.plus(idle)) || now.isAfter(begun.plus(limit));
    }

    boolean isToBeRefreshed(Instant now) {
        return now.isAfter(seen.plus(REFRESH));
    }

    Session seenAt(Instant now) {
        return new Session(name, role, mark, nonce, begun, now);
    }

    Session as(Role present) {
        return new Session(name, present, mark, nonce, begun, seen);
    }
}
