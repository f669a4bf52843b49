package io.tollgate.billing.core;

import io.tollgate.contracts.payment.PaymentReviewApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** How much waits for a person at core-service over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CorePaymentReviewApi extends PaymentReviewApi {}
