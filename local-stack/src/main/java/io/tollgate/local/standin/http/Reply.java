package io.tollgate.local.standin.http;

import java.util.Map;

/** What becomes of a request. */
public sealed interface Reply {

    /** An answer with a body. */
    record Message(int status, Map<String, String> headers, byte[] body) implements Reply {}

    /** The connection is reset (RST), without a byte of an answer. */
    record Reset() implements Reply {}

    /** The connection is closed in order, without a byte of an answer. */
    record HangUp() implements Reply {}
}
