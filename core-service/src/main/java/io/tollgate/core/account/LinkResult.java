package io.tollgate.core.account;

import io.tollgate.contracts.account.Account;

/** What became of a wish to link a user and a customer. */
public sealed interface LinkResult {

    /** They are linked now, and were not before. */
    record Linked(Account account) implements LinkResult {}

    /** They were linked to each other already, or had been; the account is as it is now. */
    record AlreadyLinked(Account account) implements LinkResult {}

    /** One of them is linked to somebody else; nothing was changed. */
    record Refused(Side side) implements LinkResult {}

    /** Who of the two has another link. */
    enum Side {
        USER,
        CUSTOMER
    }
}
