package io.tollgate.billing.console.lookup;

import io.tollgate.billing.console.page.Words;
import io.tollgate.contracts.problem.FieldChecks;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts of money as people type them and as tables hold them. */
public final class Money {

    private static final Pattern TYPED = Pattern.compile("[0-9]{1,16}(\\.[0-9]{1,3})?");

    private Money() {}

    /** {@code 19.00}, by the currency's own decimals. */
    public static String decimal(long minorUnits, String currency) {
        return Words.money(minorUnits, currency).split(" ", 2)[0];
    }

    /**
     * Minor units of an amount such as {@code 19}, {@code 19.5} or {@code 19.00}; null if it is
     * none, has more decimals than the currency, or is more than is ever paid.
     */
    public static @Nullable Long parse(String text, String currency) {
        if (!TYPED.matcher(text).matches()) {
            return null;
        }
        BigDecimal one = new BigDecimal(decimal(1, currency));
        BigDecimal minor = new BigDecimal(text).divide(one);
        return minor.stripTrailingZeros().scale() > 0
                        || minor.compareTo(BigDecimal.valueOf(FieldChecks.MAX_COUNT)) > 0
                ? null
                : (Long) minor.longValueExact();
    }
}
