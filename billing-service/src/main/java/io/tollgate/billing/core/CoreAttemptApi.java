package io.tollgate.billing.core;

import io.tollgate.contracts.payment.PaymentAttemptApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's attempts to pay orders over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreAttemptApi extends PaymentAttemptApi {}
