package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audit goes on where it stopped, whatever the user's id looks like. */
class AuditCursorTest {

    private static final Instant AT = Instant.parse("2024-03-10T12:00:00.123456Z");

    @Test
    void theLastCounterIsFoundAgain() {
        String longest = "\uD83D\uDE00".repeat(127) + "x";
        for (String user : List.of("u", "a b  c", "a&after=%41+", longest)) {
            Counter counter = new Counter(user, "r".repeat(64));

            for (AuditCursor cursor :
                    List.of(
                            AuditCursor.after(counter),
                            new AuditCursor(counter, new AuditCursor.Part(AT, 1L << 53, -1)))) {
                String text = cursor.text();

                assertThat(text).matches("[A-Za-z0-9_-]+");
                assertThat(AuditCursor.parse(text)).isEqualTo(cursor);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user projects", "%", "dXNlcg", "=", "Cg"})
    void whatIsNoCursorIsNone(String text) {
        assertThat(AuditCursor.parse(text)).isNull();
    }

    @Test
    void whatIsFarTooLongOrCannotBeStoredIsNone() {
        assertThat(AuditCursor.parse(cursor("u".repeat(10_000) + "\nr"))).isNull();
        assertThat(AuditCursor.parse(cursor("u\0\nr"))).isNull();
        assertThat(AuditCursor.parse(cursor("u\nr\n1\n2"))).isNull();
        assertThat(AuditCursor.parse(cursor("u\nr\n1\n2\nx"))).isNull();
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
