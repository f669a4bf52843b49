package io.tollgate.core.quota;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.contracts.quota.NoticePage;
import io.tollgate.contracts.quota.UserNotices;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.subscription.TermsChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Raises notices: with a change of a subscription at once, in its transaction, and by looking at
 * everybody now and then for what only time brings, such as a grace or a plan that ends.
 */
@ApplicationScoped
class Notices {

    /** Users looked at with one reading. */
    private static final int PAGE_USERS = 500;

    /** A round never takes longer than this many pages; the next one goes on from there. */
    private static final int MAX_PAGES = 200;

    private static final String USERS =
            "SELECT DISTINCT user_id FROM usage WHERE user_id > ? ORDER BY user_id LIMIT ?";

    private final DataSource dataSource;
    private final Catalogues catalogues;
    private final QuotaConfig config;
    private final Rounds rounds = new Rounds("quota-notices", this::round);
    private String after = "";

    Notices(DataSource dataSource, Catalogues catalogues, QuotaConfig config) {
        this.dataSource = dataSource;
        this.catalogues = catalogues;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        rounds.start(config.noticeRounds());
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }

    /** Runs in the transaction of the change, on its connection. */
    void onChange(@Observes TermsChanged change) throws SQLException {
        List<Notice> notices = new ArrayList<>(Notice.of(change));
        try (Connection connection = dataSource.getConnection()) {
            notices.addAll(standing(connection, List.copyOf(change.userIds())));
            NoticeTable.add(connection, notices);
        }
    }

    private List<Notice> standing(Connection connection, List<String> users) throws SQLException {
        if (users.isEmpty()) {
            return List.of();
        }
        Catalogue catalogue = catalogues.current();
        Facts facts = FactsOfUsers.read(connection, users, catalogue);
        return users.stream()
                .flatMap(user -> Notice.standing(user, facts, catalogue).stream())
                .toList();
    }

    synchronized void round() throws SQLException {
        for (int page = 0; page < MAX_PAGES; page++) {
            List<String> users = Transaction.of(dataSource, this::raiseForPage);
            after = users.size() < PAGE_USERS ? "" : users.getLast();
            if (after.isEmpty()) {
                return;
            }
        }
    }

    /** In a transaction: the numbers of notices are given out under a lock that it holds. */
    private List<String> raiseForPage(Connection connection) throws SQLException {
        List<String> users = usersAfter(connection);
        NoticeTable.add(connection, standing(connection, users));
        return users;
    }

    private List<String> usersAfter(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USERS)) {
            statement.setString(1, after);
            statement.setInt(2, PAGE_USERS);
            List<String> users = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    users.add(rows.getString("user_id"));
                }
            }
            return users;
        }
    }

    NoticePage page(long after, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return NoticeTable.page(connection, after, limit);
        }
    }

    UserNotices ofUser(String userId, int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new UserNotices(NoticeTable.ofUser(connection, userId, limit));
        }
    }
}
