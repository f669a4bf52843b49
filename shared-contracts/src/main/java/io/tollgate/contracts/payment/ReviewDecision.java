package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That an operator ended a review of a payment by hand. It may be under review again since.
 *
 * @param reasons what was dismissed, words of {@link ReviewReason} or of a later core
 * @param note why
 * @param by the operator
 * @param decidedAt Unix seconds
 */
@Schema(name = "ReviewDecision")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ReviewDecision(List<String> reasons, String note, String by, long decidedAt) {}
