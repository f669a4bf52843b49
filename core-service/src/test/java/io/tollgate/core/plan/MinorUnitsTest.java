package io.tollgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts go to Stripe by Stripe's exponents, which are not everywhere ISO 4217's. */
class MinorUnitsTest {

    @ParameterizedTest
    @CsvSource({
        "usd, 19.00, 1900, 19.00",
        "usd, 0.50, 50, 0.50",
        "eur, 18, 1800, 18.00",
        "jpy, 500, 500, 500",
        "krw, 500.0, 500, 500",
        "kwd, 5.120, 5120, 5.120",
        "kwd, 5.12, 5120, 5.120",
        "isk, 5, 500, 5.00",
        "ugx, 5, 500, 5.00",
        "huf, 175.50, 17550, 175.50",
        "twd, 12.34, 1234, 12.34",
        "mga, 900, 900, 900",
    })
    void anAmountGoesInAsPeopleWriteItAndComesOutAsStripeCountsIt(
            String currency, BigDecimal written, long minor, String text) {
        assertThat(MinorUnits.of(written, currency)).isEqualTo(minor);
        assertThat(MinorUnits.fault(minor, currency)).isNull();
        assertThat(MinorUnits.text(minor, currency)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "usd, 19.005",
        "jpy, 500.5",
        "kwd, 5.1234",
        "isk, 5.001",
        "usd, 90071992547409.93",
    })
    void anAmountTheCurrencyCannotHoldIsNone(String currency, BigDecimal written) {
        assertThat(MinorUnits.of(written, currency)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "kwd, 5124, 'must end in 0: Stripe takes two decimals of kwd'",
        "isk, 550, 'must be a multiple of 100: isk has no fractions'",
        "ugx, 501, 'must be a multiple of 100: ugx has no fractions'",
        "usd, 0, 'must be a whole number from 1 to 9007199254740992'",
        "usd, 9007199254740993, 'must be a whole number from 1 to 9007199254740992'",
    })
    void whatStripeWouldRefuseIsRefusedFirst(String currency, long minor, String fault) {
        assertThat(MinorUnits.fault(minor, currency)).isEqualTo(fault);
    }

    @Test
    void aCurrencyIsThreeSmallLetters() {
        assertThat(MinorUnits.isCurrency("usd")).isTrue();
        assertThat(MinorUnits.isCurrency("USD")).isFalse();
        assertThat(MinorUnits.isCurrency("us")).isFalse();
    }
}
