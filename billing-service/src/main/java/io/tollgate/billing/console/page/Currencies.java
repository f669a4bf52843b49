package io.tollgate.billing.console.page;

import java.util.Locale;
import java.util.Set;

/** How many decimals Stripe counts a currency's amounts in (Stripe: Supported currencies). */
final class Currencies {

    private static final Set<String> NONE =
            Set.of(
                    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd",
                    "vuv", "xaf", "xof", "xpf");

    private static final Set<String> THREE = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    private Currencies() {}

    static int digits(String currency) {
        String lower = currency.toLowerCase(Locale.ROOT);
        if (NONE.contains(lower)) {
            return 0;
        }
        return THREE.contains(lower) ? 3 : 2;
    }
}
