package io.tollgate.billing.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a session lasts, and whose it is. */
class SessionTest {

    private static final Instant T = Instant.ofEpochSecond(1_700_000_000);
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LIMIT = Duration.ofHours(8);
    private static final String HASH =
            "$2y$10$ZArJX0q1TO7sUZtfjIKFB.yDSfwKZzMIvv4QXIOU7FUunpEmDDNjG";

    private static Session session() {
        return new Session("ann", Role.ADMIN, "m", "n", T, T);
    }

    @Test
    void it_ends_when_nobody_uses_it_and_at_the_latest_after_its_limit() {
        Session used = session().seenAt(T.plus(LIMIT).minusSeconds(1));

        assertThat(session().isOver(T.plus(IDLE), IDLE, LIMIT)).isFalse();
        assertThat(session().isOver(T.plus(IDLE).plusSeconds(1), IDLE, LIMIT)).isTrue();
        assertThat(used.isOver(T.plus(LIMIT), IDLE, LIMIT)).isFalse();
        assertThat(used.isOver(T.plus(LIMIT).plusSeconds(1), IDLE, LIMIT)).isTrue();
    }

    @Test
    void what_is_written_is_read_again_and_nothing_else() {
        assertThat(Session.read(session().write())).contains(session());
        assertThat(Session.read("")).isEmpty();
        assertThat(Session.read("a\nadmin\nb")).isEmpty();
        assertThat(Session.read(session().write().replace("admin", "root"))).isEmpty();
    }

    @Test
    void a_seal_is_opened_only_by_its_key_and_only_unchanged() {
        Seals seals = new Seals("a key of thirty-two characters!!");
        String sealed = seals.seal("text");

        assertThat(seals.open(sealed)).contains("text");
        assertThat(new Seals("another key of thirty-two chars!").open(sealed)).isEmpty();
        assertThat(seals.open(changed(sealed))).isEmpty();
        assertThat(seals.open("")).isEmpty();
        assertThat(seals.open("*")).isEmpty();
        assertThat(seals.seal("text")).isNotEqualTo(sealed);
    }

    /** One character in the middle is another. */
    private static String changed(String sealed) {
        int middle = sealed.length() / 2;
        char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
        return sealed.substring(0, middle) + other + sealed.substring(middle + 1);
    }

    @Test
    void a_user_with_another_password_is_another_user() {
        Users before = Users.of(Optional.of("ann:admin:" + HASH));
        Users after = Users.of(Optional.of("ann:admin:" + HASH.replace("ZArJ", "ZArK")));

        assertThat(before.find("ann").orElseThrow().mark())
                .isNotEqualTo(after.find("ann").orElseThrow().mark());
    }

    @Test
    void users_that_cannot_be_are_told_by_their_place_and_without_a_hash() {
        List<String> faults =
                Users.of(
                                Optional.of(
                                        String.join(
                                                ",",
                                                "ann:admin:" + HASH,
                                                "ben:root:" + HASH,
                                                "ann:support:" + HASH,
                                                "cas:admin:" + HASH.replace("$10$", "$09$"),
                                                "dan:admin:plain-text")))
                        .faults();

        assertThat(faults)
                .containsExactly(
                        "CONSOLE_USERS, entry 2 has another role than admin and support.",
                        "CONSOLE_USERS, entry 3 repeats a name.",
                        "CONSOLE_USERS, entry 4 has a bcrypt cost of 9; it must be from 10 to 16.",
                        "CONSOLE_USERS, entry 5 is not name:role:hash with a bcrypt hash ($2y$…).");
    }

    @Test
    void attempts_are_limited_for_a_name_and_in_total_and_only_for_a_while() {
        Instant[] now = {T};
        Attempts attempts = new Attempts(clock(now), 1);
        for (int i = 0; i < Attempts.PER_NAME; i++) {
            assertThat(attempts.waitOf("ann")).isZero();
            attempts.begin("ann");
        }
        assertThat(attempts.waitOf("ann")).isPositive();
        assertThat(attempts.waitOf("ben")).isZero();
        for (int i = Attempts.PER_NAME; i < Attempts.IN_TOTAL; i++) {
            attempts.begin("name " + i);
        }
        assertThat(attempts.waitOf("ben")).isPositive();

        now[0] = T.plus(Attempts.WINDOW);

        assertThat(attempts.waitOf("ann")).isZero();
        assertThat(attempts.waitOf("ben")).isZero();
    }

    private static Clock clock(Instant[] now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
    }
}
