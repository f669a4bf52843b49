package io.tollgate.local.standin.payment;

/**
 * How an intent is confirmed.
 *
 * @param returnUrl where its owner goes after authenticating; empty if the page stays
 * @param offSession whether its owner is away and cannot authenticate
 */
record Manner(String returnUrl, boolean offSession) {

    /** Its owner is told some other way. */
    static final Manner ELSEWHERE = new Manner("", false);
}
