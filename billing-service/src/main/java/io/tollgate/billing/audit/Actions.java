package io.tollgate.billing.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every action of an operator: committed before it is done, settled after with what came of
 * it. What cannot be kept is not done.
 */
@ApplicationScoped
public class Actions {

    private static final Logger LOG = Logger.getLogger(Actions.class);

    private static final String START =
            "INSERT INTO operator_action (who, role, via, action, subject, detail)"
                    + " VALUES (?, ?, ?, ?, ?, ?::jsonb) RETURNING id";

    private static final String SETTLE =
            "UPDATE operator_action SET outcome = ?, detail = detail || ?::jsonb,"
                    + " finished_at = now() WHERE id = ?";

    /**
     * What is to be done.
     *
     * @param action a word such as {@code replay}
     * @param subject the id of what is acted on; null where there is none that names no person
     * @param detail what else tells what was asked for: no personal data, no secrets
     */
    public record Deed(String action, @Nullable String subject, Map<String, Object> detail) {}

    /** The doing of it. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    private final DataSource dataSource;
    private final ObjectMapper json;

    Actions(DataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /**
     * Does something for an operator and keeps that it was done.
     *
     * @param tells what of the result is kept with it
     * @throws SQLException also if it could not be kept: then nothing was done
     */
    public <T> T keep(Operator by, Deed deed, Work<T> work, Function<T, Map<String, Object>> tells)
            throws SQLException {
        long id = start(by, deed);
        Ending ending = new Ending("failed", Map.of());
        try {
            T result = work.run();
            ending = new Ending("done", tells.apply(result));
            return result;
        } catch (ProblemException e) {
            ending = ending(e);
            throw e;
        } finally {
            settle(id, by, deed, ending);
        }
    }

    private record Ending(String outcome, Map<String, Object> detail) {}

    /** Away is a failure; anything else was refused, and changed nothing. */
    private static Ending ending(ProblemException thrown) {
        return new Ending(
                thrown.problem().status() >= 500 ? "failed" : "refused",
                Map.of("problem", thrown.problem().code().wire()));
    }

    private long start(Operator by, Deed deed) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(START)) {
            insert.setString(1, by.name());
            insert.setString(2, by.role());
            insert.setString(3, by.via().wire());
            insert.setString(4, deed.action());
            insert.setString(5, deed.subject());
            insert.setString(6, write(deed.detail()));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** It has happened: that this cannot be kept any more must not look as if it had not. */
    private void settle(long id, Operator by, Deed deed, Ending ending) {
        // Who it was stands in the row: a provider may call people by their e-mail addresses.
        LOG.infof(
                "operator action=%s via=%s outcome=%s number=%d",
                deed.action(), by.via().wire(), ending.outcome(), id);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(SETTLE)) {
            update.setString(1, ending.outcome());
            update.setString(2, write(ending.detail()));
            update.setLong(3, id);
            update.executeUpdate();
        } catch (SQLException e) {
            LOG.errorf("action not settled number=%d sqlstate=%s", id, e.getSQLState());
        }
    }

    private String write(Map<String, Object> detail) {
        try {
            return json.writeValueAsString(new LinkedHashMap<>(detail));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("detail of an action is always writable", e);
        }
    }
}
