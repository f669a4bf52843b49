package io.tollgate.contracts.quota;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit: counters beside the sums of the ledger. It only reads; a recount by the
 * product sets a counter right.
 *
 * @param checked how many counters this page compared; 0 if it only began or went on with one
 * @param differing those that differ; empty is good
 * @param next pass it as {@code after} for the next page; null on the last
 */
@Schema(name = "QuotaAudit")
public record QuotaAudit(
        long checked, List<Difference> differing, @Schema(nullable = true) @Nullable String next) {

    /**
     * A counter that is not the sum of its changes.
     *
     * @param used what the counter says
     * @param ledgerUsed what the changes add up to
     * @param reserved the open reservations, also those that expired since the last take
     * @param ledgerReserved what the ledger says is reserved
     */
    @Schema(name = "QuotaDifference")
    public record Difference(
            String userId,
            String resource,
            long used,
            long ledgerUsed,
            long reserved,
            long ledgerReserved) {}
}
