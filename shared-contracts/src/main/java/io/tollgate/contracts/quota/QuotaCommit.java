package io.tollgate.contracts.quota;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /internal/quota/reservations/{id}/commit}.
 *
 * @param items what was really used of what was reserved, never more; a resource left out, or no
 *     items at all, means what was reserved
 */
@Schema(name = "QuotaCommit")
public record QuotaCommit(@Nullable List<QuotaAmount> items) {}
