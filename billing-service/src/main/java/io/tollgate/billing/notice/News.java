package io.tollgate.billing.notice;

/**
 * Something new that waits for a person: never a name, an amount or an id of Stripe's, only how
 * much of what.
 *
 * @param sentence what it is, in one line
 * @param page where it is seen, below the console's URL, beginning with a slash
 */
record News(String sentence, String page) {}
