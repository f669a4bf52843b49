package io.tollgate.local.stripe;

/** The families of shapes that differ in where a subscription's period and invoice are found. */
public enum ApiVersion {
    /** The period stands on the subscription, the subscription on the invoice. */
    V2020_08_27("2020-08-27"),

    /** The period stands on each item, the subscription under the invoice's parent. */
    DAHLIA("2026-07-29.dahlia");

    private final String wire;

    ApiVersion(String wire) {
        this.wire = wire;
    }

    /** As it stands in {@code api_version}. */
    public String wire() {
        return wire;
    }
}
