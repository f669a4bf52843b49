package io.tollgate.core.quota;

/** So much of one resource, in its unit; never negative and at most 2^53. */
record Amount(String resource, long amount) {}
