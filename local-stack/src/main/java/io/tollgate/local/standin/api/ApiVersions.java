package io.tollgate.local.standin.api;

import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Refusal;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds a version by its name, or refuses it. */
final class ApiVersions {

    private ApiVersions() {}

    static StripeVersion named(String name) {
        return StripeVersion.of(name)
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        "Invalid Stripe API version: %s. The stand-in speaks %s."
                                                .formatted(name, all()),
                                        null));
    }

    private static String all() {
        return Stream.of(StripeVersion.values())
                .map(StripeVersion::wire)
                .collect(Collectors.joining(", "));
    }
}
