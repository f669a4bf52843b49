package io.tollgate.core.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Keeps every catalogue that was ever in force, so that an old decision can be explained by it. */
@ApplicationScoped
public class CatalogueStore {

    private static final String KEEP =
            "INSERT INTO catalogue_version (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING";

    private static final String LOADED =
            "INSERT INTO catalogue_load (hash, loaded_at) VALUES (?, core_now())";

    private static final String CONTENT = "SELECT content FROM catalogue_version WHERE hash = ?";

    /** The one in force then; before the first that is known, the first. */
    private static final String AT =
            """
            (SELECT hash FROM catalogue_load WHERE loaded_at <= ?
                ORDER BY loaded_at DESC, load_id DESC LIMIT 1)
            UNION ALL
            (SELECT hash FROM catalogue_load ORDER BY loaded_at, load_id LIMIT 1)
            LIMIT 1
            """;

    private final DataSource dataSource;

    /** Catalogues never change under their hash, and there are few. */
    private final Map<String, Catalogue> known = new ConcurrentHashMap<>();

    CatalogueStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Notes that a catalogue comes into force now. */
    void loaded(Catalogue catalogue) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement keep = connection.prepareStatement(KEEP);
                PreparedStatement loaded = connection.prepareStatement(LOADED)) {
            keep.setString(1, catalogue.hash());
            keep.setString(2, catalogue.text());
            keep.executeUpdate();
            loaded.setString(1, catalogue.hash());
            loaded.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the catalogue's version cannot be kept", e);
        }
    }

    /** The catalogue that was in force at a moment. */
    public Optional<Catalogue> at(Instant moment) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(AT)) {
            statement.setObject(1, moment.atOffset(ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? version(connection, row.getString("hash")) : Optional.empty();
            }
        }
    }

    /** The catalogue with that hash. */
    public Optional<Catalogue> version(String hash) throws SQLException {
        if (!CatalogueHash.isOne(hash)) {
            return Optional.empty();
        }
        try (Connection connection = dataSource.getConnection()) {
            return version(connection, hash);
        }
    }

    private Optional<Catalogue> version(Connection connection, String hash) throws SQLException {
        Catalogue cached = known.get(hash);
        if (cached != null) {
            return Optional.of(cached);
        }
        try (PreparedStatement statement = connection.prepareStatement(CONTENT)) {
            statement.setString(1, hash);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return parsed(hash, row.getString("content"));
            }
        }
    }

    /** A text that an older version of this service took may be one that this one does not. */
    private Optional<Catalogue> parsed(String hash, String text) {
        return switch (CatalogueParser.parse(text)) {
            case CatalogueResult.Valid(Catalogue catalogue) -> {
                known.put(hash, catalogue);
                yield Optional.of(catalogue);
            }
            case CatalogueResult.Invalid _ -> Optional.empty();
        };
    }
}
