package io.tollgate.billing.core;

import io.tollgate.contracts.payment.PaymentDetailApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** All that core-service knows of one payment over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CorePaymentDetailApi extends PaymentDetailApi {}
