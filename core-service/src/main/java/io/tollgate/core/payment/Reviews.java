package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentReviews;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Counts the payments a person has to look at. */
@ApplicationScoped
class Reviews {

    /** Counts reviews as they arise, by reason. */
    static final String METRIC = "tollgate.payment.reviews";

    private static final String WAITING =
            "SELECT 1 FROM payment WHERE under_review LIMIT " + PaymentReviews.MAX_COUNTED;

    private static final String COUNT = "SELECT count(*) FROM (" + WAITING + ") AS waiting";

    private static final String BY_REASON =
            """
            SELECT reason, count(*) FROM (SELECT review FROM payment WHERE under_review LIMIT %d)
                AS waiting CROSS JOIN LATERAL unnest(review) AS reason GROUP BY reason
            """
                    .formatted(PaymentReviews.MAX_COUNTED);

    private final DataSource dataSource;

    Reviews(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How many wait now. */
    PaymentReviews count() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new PaymentReviews(waiting(connection), byReason(connection));
        }
    }

    private static long waiting(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COUNT);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<String, Long> byReason(Connection connection) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(BY_REASON);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
