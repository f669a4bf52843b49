package io.tollgate.local.standin.payment;

import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which amounts Stripe takes in which currency, in minor units. Its currency page rules, not ISO
 * 4217: it counts ISK and UGX in hundredths, but takes whole units of them only.
 */
public final class Money {

    /** Stripe has raised its maximum more than once; this one only catches typing errors. */
    private static final long MAX = 999_999_999_999L;

    private static final Set<String> WHOLE_UNITS_OF_HUNDREDTHS = Set.of("isk", "ugx");

    private static final Set<String> THOUSANDTHS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    private static final int HUNDREDTHS = 100;
    private static final int TENTHS = 10;

    private static final Map<String, Long> MINIMUM =
            Map.ofEntries(
                    Map.entry("usd", 50L),
                    Map.entry("aud", 50L),
                    Map.entry("brl", 50L),
                    Map.entry("cad", 50L),
                    Map.entry("chf", 50L),
                    Map.entry("eur", 50L),
                    Map.entry("inr", 50L),
                    Map.entry("nzd", 50L),
                    Map.entry("sgd", 50L),
                    Map.entry("gbp", 30L),
                    Map.entry("aed", 200L),
                    Map.entry("pln", 200L),
                    Map.entry("ron", 200L),
                    Map.entry("myr", 200L),
                    Map.entry("bgn", 100L),
                    Map.entry("czk", 1500L),
                    Map.entry("dkk", 250L),
                    Map.entry("hkd", 400L),
                    Map.entry("huf", 17_500L),
                    Map.entry("jpy", 50L),
                    Map.entry("krw", 50L),
                    Map.entry("mxn", 1000L),
                    Map.entry("nok", 300L),
                    Map.entry("sek", 300L),
                    Map.entry("thb", 1000L));

    /** The rest of what Stripe charges in, which has no minimum of its own. */
    private static final Set<String> OTHERS =
            Set.of(
                    ("afn all amd ang aoa ars awg azn bam bbd bdt bhd bif bmd bnd bob bsd bwp byn"
                                    + " bzd cdf clp cny cop crc cve djf dop dzd egp etb fjd fkp gel"
                                    + " gip gmd gnf gtq gyd hnl htg idr ils isk jmd jod kes kgs khr"
                                    + " kmf kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt"
                                    + " mop mur mvr mwk mzn nad ngn nio npr omr pab pen pgk php pkr"
                                    + " pyg qar rsd rub rwf sar sbd scr shp sle sos srd std szl tjs"
                                    + " tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd"
                                    + " xof xpf yer zar zmw")
                            .split(" "));

    private Money() {}

    /** The currency of a call, in lower case. */
    static String currency(Params params) {
        String currency = params.need("currency").toLowerCase(Locale.ROOT);
        if (!MINIMUM.containsKey(currency) && !OTHERS.contains(currency)) {
            throw Refusal.invalid("Invalid currency: " + currency + ".", params.full("currency"));
        }
        return currency;
    }

    /** The amount of a call. */
    static long amount(Params params, String currency) {
        params.need("amount");
        long amount = params.number("amount").orElseThrow();
        check(amount, currency);
        return amount;
    }

    /** Refuses an amount that cannot be charged in a currency. */
    public static void check(long amount, String currency) {
        if (amount < 1) {
            throw Refusal.invalid(
                    "This value must be greater than or equal to 1.",
                    "amount",
                    "parameter_invalid_integer");
        }
        if (amount > MAX) {
            throw Refusal.invalid("Amount is too large.", "amount", "amount_too_large");
        }
        int step = step(currency);
        if (amount % step != 0) {
            throw Refusal.invalid(
                    "Invalid amount: %d %s must be a multiple of %d."
                            .formatted(amount, currency, step),
                    "amount",
                    "parameter_invalid_integer");
        }
        long least = MINIMUM.getOrDefault(currency, 1L);
        if (amount < least) {
            throw Refusal.invalid(
                    "Amount must be at least %d %s in the smallest unit."
                            .formatted(least, currency),
                    "amount",
                    "amount_too_small");
        }
    }

    private static int step(String currency) {
        if (WHOLE_UNITS_OF_HUNDREDTHS.contains(currency)) {
            return HUNDREDTHS;
        }
        return THOUSANDTHS.contains(currency) ? TENTHS : 1;
    }
}
