package io.tollgate.billing.console.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts of resources and of money, as people read and type them. */
class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "projects, 1234567, '1,234,567'",
        "storage_bytes, 1023, '1,023'",
        "storage_bytes, 1073741824, '1,073,741,824 (1 GiB)'",
        "storage_bytes, 1610612736, '1,610,612,736 (1.5 GiB)'",
        "bytes, 9007199254740992, '9,007,199,254,740,992 (8 PiB)'",
    })
    void a_quantity_is_read(String resource, long amount, String text) {
        assertThat(Quantities.text(resource, amount)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 50",
        "'1,000', 1000",
        "'1,234,567', 1234567",
        "'1,536 KiB', 1572864",
        "20 GiB, 21474836480",
        "1.5KiB, 1536",
        "0, 0",
        "9007199254740992, 9007199254740992",
    })
    void a_quantity_is_typed(String typed, long amount) {
        assertThat(Quantities.parse(typed)).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "1.5",
                "1,5 GiB",
                "1,5",
                "1,0000",
                "10,00",
                "1,",
                ",100",
                "1000,000",
                "1.0001 KiB",
                "9007199254740993",
                "9 PiB",
                "x",
                "1 GB"
            })
    void what_is_no_quantity_is_none(String typed) {
        assertThat(Quantities.parse(typed)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "19, usd, 1900",
        "19.5, usd, 1950",
        "19.00, usd, 1900",
        "2900, jpy, 2900",
        "2900.0, jpy, 2900",
        "1.234, kwd, 1234",
        "0.01, eur, 1",
    })
    void money_is_typed_in_the_currencys_decimals(String typed, String currency, long minor) {
        assertThat(Money.parse(typed, currency)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({
        "19.001, usd",
        "29.5, jpy",
        "-1, usd",
        "'1,000', usd",
        "1e3, usd",
        "'', usd",
        "9999999999999999.999, kwd",
        "9999999999999999, usd"
    })
    void what_is_no_money_is_none(String typed, String currency) {
        assertThat(Money.parse(typed, currency)).isNull();
    }
}
