package io.tollgate.local.standin.api;

/** What kind of key a call was made with. */
enum Key {
    /** The merchant's: it may do everything. */
    SECRET,

    /** Known to everybody: with an intent's client secret it may look at it and pay it. */
    PUBLISHABLE
}
