package io.tollgate.billing.customer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The random name of this installation: it keeps apart what shares a Stripe account. */
@ApplicationScoped
class Installation {

    private final DataSource dataSource;
    private volatile @Nullable String id;

    Installation(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The name, the same for every replica and for ever.
     *
     * @throws SQLException if it was never read and cannot be now
     */
    String id() throws SQLException {
        String known = id;
        if (known != null) {
            return known;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT id FROM installation");
                ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the installation has no name", "02000");
            }
            String read = rows.getString(1);
            id = read;
            return read;
        }
    }
}
