package io.tollgate.billing.core;

import io.tollgate.contracts.payment.ReviewDismissalApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** How a review ends by hand at core-service over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreReviewDismissalApi extends ReviewDismissalApi {}
