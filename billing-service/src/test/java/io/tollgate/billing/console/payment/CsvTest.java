package io.tollgate.billing.console.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A table that a spreadsheet reads as it is, and takes nothing in it for a formula. */
class CsvTest {

    private static String row(String... cells) {
        Csv csv = new Csv();
        csv.row(List.of(cells));
        return csv.toString();
    }

    @Test
    void cells_are_quoted_where_they_have_to_be() {
        assertThat(row("a", "", "b c", "d,e", "f\"g", "h\r\ni", " j"))
                .isEqualTo("a,,b c,\"d,e\",\"f\"\"g\",\"h\r\ni\",\" j\"\r\n");
    }

    @Test
    void what_would_be_a_formula_is_a_text() {
        assertThat(row("=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=b"))
                .isEqualTo("'=1+1,'+1,'-1,'@x,\"'\tx\",\"'\rx\",a=b\r\n");
    }
}
