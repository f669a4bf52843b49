package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key lives thirty days: before, it is the same request; after, it is nothing. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class KeyRetentionTest {

    private static final long START = TurnableClock.START.getEpochSecond();
    private static final long DAYS_30 = 30 * 86_400L;

    private final String user = Api.fresh("user-");

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject KeyRetention retention;

    @BeforeEach
    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private ValidatableResponse consume(long amount) {
        return Api.take(
                "consume",
                "the-key",
                "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\",\"amount\":%d}]}"
                        .formatted(user, amount));
    }

    private long keys() throws Exception {
        return database.column("SELECT key FROM quota_key WHERE user_id = ?", user).size();
    }

    @Test
    void aKeyIsKnownForThirtyDays() throws Exception {
        consume(1).statusCode(200);
        clock.setTo(START + DAYS_30 - 1);

        retention.round();

        assertThat(keys()).isEqualTo(1);
        consume(2).statusCode(409).body("code", equalTo("idempotency_conflict"));
    }

    @Test
    void afterThirtyDaysAKeyIsNewAlsoBeforeItIsDeleted() {
        consume(1).statusCode(200);
        clock.setTo(START + DAYS_30 + 1);

        consume(2).statusCode(200).body("items[0].used", equalTo(3));
        consume(1).statusCode(409).body("code", equalTo("idempotency_conflict"));
    }

    @Test
    void anOldKeyIsDeleted() throws Exception {
        consume(1).statusCode(200);
        clock.setTo(START + DAYS_30 + 1);

        long deleted = retention.round();

        assertThat(deleted).isPositive();
        assertThat(keys()).isZero();
    }
}
