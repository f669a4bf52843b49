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
     * @param by what it was decided by; null for what a grant says, or was loaded last before then
     */
    QuotaExplanation explain(
            Counter counter,
            @Nullable Instant moment,
            @Nullable Long requested,
            @Nullable Catalogue by)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Instant now = now(connection);
            Instant at = moment == null ? now : moment;
            Optional<PastFacts.Line> recorded = PastFacts.lineAt(connection, counter, at);
            Catalogue catalogue = by == null ? catalogueOf(moment, recorded) : by;
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

    /** The catalogue of that name, if it was ever in force in any replica. */
    Optional<Catalogue> version(String hash) throws SQLException {
        return store.version(hash);
    }

    /** What a grant says it was decided by; else the one that was loaded last by then. */
    private Catalogue catalogueOf(@Nullable Instant moment, Optional<PastFacts.Line> recorded)
            throws SQLException {
        if (moment == null) {
            return catalogues.current();
        }
        String hash = recorded.map(PastFacts.Line::catalogue).orElse(null);
        Optional<Catalogue> kept = hash == null ? store.at(moment) : store.version(hash);
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
