package io.tollgate.core.plan;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amounts as Stripe counts them: whole numbers of a currency's minor unit, by Stripe's own
 * exponents (Stripe: Supported currencies). They are not ISO 4217's: {@code java.util.Currency} has
 * none for ISK and UGX, which Stripe takes in hundredths that have to be whole.
 */
public final class MinorUnits {

    /** The largest whole number every JSON reader keeps exactly. */
    static final long MAX = 1L << 53;

    private static final Set<String> ZERO_DECIMAL =
            Set.of(
                    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd",
                    "vuv", "xaf", "xof", "xpf");

    /** Counted in thousandths, of which the last digit has to be 0. */
    private static final Set<String> THREE_DECIMAL = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    /** Counted in hundredths, of which there have to be whole hundreds. */
    private static final Set<String> WHOLE_ONLY = Set.of("isk", "ugx");

    private MinorUnits() {}

    /** Whether it can be a currency: three lower-case letters, as Stripe writes them. */
    public static boolean isCurrency(String word) {
        return word.matches("[a-z]{3}");
    }

    /**
     * Why Stripe would not take this amount; null if it would.
     *
     * @param amount minor units
     */
    public static @Nullable String fault(long amount, String currency) {
        if (amount < 1 || amount > MAX) {
            return "must be a whole number from 1 to " + MAX;
        }
        if (WHOLE_ONLY.contains(currency) && amount % 100 != 0) {
            return "must be a multiple of 100: " + currency + " has no fractions";
        }
        if (THREE_DECIMAL.contains(currency) && amount % 10 != 0) {
            return "must end in 0: Stripe takes two decimals of " + currency;
        }
        return null;
    }

    /**
     * An amount as people write it, such as {@code 19.00}, in minor units; null if it has more
     * decimals than the currency, or is out of range.
     */
    static @Nullable Long of(BigDecimal amount, String currency) {
        BigDecimal minor = amount.movePointRight(exponent(currency)).stripTrailingZeros();
        if (minor.scale() > 0 || minor.compareTo(BigDecimal.valueOf(MAX)) > 0) {
            return null;
        }
        return minor.longValueExact();
    }

    /** The amount as people write it. */
    public static String text(long amount, String currency) {
        return BigDecimal.valueOf(amount, exponent(currency)).toPlainString();
    }

    private static int exponent(String currency) {
        if (ZERO_DECIMAL.contains(currency)) {
            return 0;
        }
        return THREE_DECIMAL.contains(currency) ? 3 : 2;
    }
}
