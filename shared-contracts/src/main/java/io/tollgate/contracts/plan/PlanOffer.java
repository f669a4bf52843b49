package io.tollgate.contracts.plan;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A plan, as it can be bought.
 *
 * @param plan its name in the catalogue
 * @param prices the Stripe prices that buy it, in the catalogue's order; empty if none does
 */
@Schema(name = "PlanOffer")
public record PlanOffer(String plan, List<String> prices) {}
