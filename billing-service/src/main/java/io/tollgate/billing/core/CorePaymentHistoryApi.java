package io.tollgate.billing.core;

import io.tollgate.contracts.payment.PaymentHistoryApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's history of payments over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CorePaymentHistoryApi extends PaymentHistoryApi {}
