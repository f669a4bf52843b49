package io.tollgate.core.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether bearer tokens can be checked: issuer, audience and key belong together, and half of them
 * would accept tokens that were made for somebody else.
 */
sealed interface BearerConfig {

    /** All three are set. */
    record On() implements BearerConfig {}

    /** None is set: bearer calls are refused. */
    record Off() implements BearerConfig {}

    /** Some are set, and these are not. */
    record Incomplete(List<String> missing) implements BearerConfig {}

    /** Reads the three by their MicroProfile names; the key may be given in place. */
    static BearerConfig of(Predicate<String> isSet) {
        List<String> missing = new ArrayList<>();
        if (!isSet.test("mp.jwt.verify.issuer")) {
            missing.add("JWT_ISSUER");
        }
        if (!isSet.test("mp.jwt.verify.audiences")) {
            missing.add("JWT_AUDIENCE");
        }
        if (!isSet.test("mp.jwt.verify.publickey.location")
                && !isSet.test("mp.jwt.verify.publickey")) {
            missing.add("JWT_PUBLIC_KEY_LOCATION");
        }
        return switch (missing.size()) {
            case 0 -> new On();
            case 3 -> new Off();
            default -> new Incomplete(missing);
        };
    }
}
