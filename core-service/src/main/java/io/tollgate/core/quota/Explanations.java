package io.tollgate.core.quota;

import io.tollgate.contracts.quota.QuotaExplanation;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.CatalogueStore;
import io.tollgate.core.plan.Catalogues;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what was known at a moment, by the catalogue of that moment, and explains it. */
@ApplicationScoped
class Explanations {

    private final DataSource dataSource;
    private final Catalogues catalogues;
    private final CatalogueStore store;

    Explanations(DataSource dataSource, Catalogues catalogues, CatalogueStore store) {
        this.dataSource = dataSource;
        this.catalogues = catalogues;
        this.store = store;
    }

    /**
     * Explains.
     *
     * @param moment null for now
     * @param requested null for what was taken at that very moment, or 1
     */
    QuotaExplanation explain(Counter counter, @Nullable Instant moment, @Nullable Long requested)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Instant now = now(connection);
            Instant at = moment == null ? now : moment;
            Optional<PastFacts.Line> recorded = PastFacts.lineAt(connection, counter, at);
            Catalogue catalogue = moment == null ? catalogues.current() : then(recorded, at);
            PastFacts past = PastFacts.read(connection, counter, at, catalogue);
            long amount =
                    requested == null
                            ? recorded.filter(PastFacts.Line::isTake)
                                    .map(PastFacts.Line::amount)
                                    .orElse(1L)
                            : requested;
            boolean holdsKept = !at.isBefore(now.minus(Retention.KEPT));
            return new Explanation(counter, past, catalogue, holdsKept)
                    .of(amount, recorded.orElse(null));
        }
    }

    /** What a grant says it was decided by; else what was in force. */
    private Catalogue then(Optional<PastFacts.Line> recorded, Instant at) throws SQLException {
        String hash = recorded.map(PastFacts.Line::catalogue).orElse(null);
        Optional<Catalogue> kept = hash == null ? store.at(at) : store.version(hash);
        return kept.orElseGet(catalogues::current);
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT core_now() AS now");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return FactsReader.instant(row, "now");
        }
    }
}
