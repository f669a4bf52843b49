package io.tollgate.billing.notice;

/** A message was not taken. Says why without addresses, keys or what the other side wrote. */
final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1L;

    UndeliveredException(String message) {
        super(message);
    }
}
