package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.platform.MigrationLock;
import io.tollgate.testing.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** An inbox on a real database without the service around it: its clock is turned by hand. */
public final class InboxRig implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final DataSource dataSource;

    public InboxRig() throws IOException {
        postgres = TestPostgres.start();
        dataSource = postgres.getPostgresDatabase();
        Flyway.configure()
                .configuration(MigrationLock.SETTING)
                .dataSource(dataSource)
                .load()
                .migrate();
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** A view of the lanes' events, as a worker has it. */
    public LaneEvents laneEvents() {
        return new LaneEvents(dataSource);
    }

    /** Stores events as one batch. */
    public List<Stored> store(JsonNode... events) {
        return write(
                Arrays.stream(events)
                        .map(event -> event.toString().getBytes(StandardCharsets.UTF_8))
                        .map(
                                body ->
                                        new InboxWriter.Row(
                                                EnvelopeReader.read(body, null),
                                                body,
                                                InboxWriter.Via.WEBHOOK,
                                                null))
                        .toList());
    }

    List<Stored> write(List<InboxWriter.Row> rows) {
        return new InboxWriter(dataSource).write(rows);
    }

    /** Turns the database's clock for a lane: its lease ended a second ago. */
    public void expireLease(String lane) {
        run("UPDATE lane SET lease_until = now() - interval '1 second' WHERE id = ?", lane);
    }

    /** Runs a statement. */
    public void run(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows a query finds, each as its columns' text joined by a space. */
    public List<String> rows(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    List<@Nullable String> columns = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        columns.add(rows.getString(i));
                    }
                    found.add(String.join(" ", columns.stream().map(String::valueOf).toList()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
