package io.tollgate.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that cannot serve is a 503 with a time to come back, not a failure of the caller. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class DatabaseAwayTest {

    @Inject AgroalDataSource source;

    @Test
    void withoutAConnectionTheAnswerIsToComeBackLater() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            int size = source.getConfiguration().connectionPoolConfiguration().maxSize();
            for (int i = 0; i < size; i++) {
                taken.add(source.getConnection());
            }

            Api.update(Updates.fresh().build())
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("database_unavailable"));
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        Api.update(Updates.fresh().build()).statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "57P01, true",
        "57014, true",
        "53300, true",
        "55P03, true",
        "23505, false",
        "22021, false",
        "42P01, false",
    })
    void theStatesOfAnAbsentDatabaseAreTold(String state, boolean away) {
        Throwable thrown = new IllegalStateException(new SQLException("x", state));

        assertThat(DatabaseAway.explains(thrown)).isEqualTo(away);
    }
}
