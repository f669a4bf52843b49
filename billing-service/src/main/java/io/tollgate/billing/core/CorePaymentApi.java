package io.tollgate.billing.core;

import io.tollgate.contracts.payment.PaymentUpdateApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's payments over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CorePaymentApi extends PaymentUpdateApi {}
