package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of core's payments.
 *
 * @param data the page, at most {@code limit} entries
 * @param next what to send as {@code after} for the next page; null on the last one
 */
@Schema(name = "PaymentPage")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PaymentPage(List<PaymentView> data, @Schema(nullable = true) @Nullable String next) {}
