package io.tollgate.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private final int port = Ports.free(1, 1).postgres();

    @TempDir private Path directory;

    @Test
    void itIsDurableAndKeepsItsDataOverARestart() throws Exception {
        PostgresServer first = PostgresServer.start(directory, port);
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
        execute("CREATE TABLE kept AS SELECT 'still here' AS word");
        first.stop();

        PostgresServer second = PostgresServer.start(directory, port);

        assertThat(ask("SELECT word FROM kept")).isEqualTo("still here");
        second.stop();
    }

    @Test
    void aServerLeftBehindByAKilledLauncherIsEnded() {
        PostgresServer orphan = PostgresServer.start(directory, port);
        long pid = orphan.pid();

        new PostgresData(directory).endOrphan();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(orphan.pid()).isNegative();
        orphan.stop();
    }

    @Test
    void aDirectoryWhoseCreationWasInterruptedIsMadeAnew() throws Exception {
        Path data = Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(data.resolve("postgresql.conf"), "half made");

        PostgresServer server = PostgresServer.start(directory, port);

        assertThat(ask("SELECT 'fine'")).isEqualTo("fine");
        server.stop();
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = new Database(PostgresServer.BILLING, port).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String command) throws SQLException {
        try (Connection connection = new Database(PostgresServer.BILLING, port).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
