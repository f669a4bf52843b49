package io.tollgate.billing.core;

import io.tollgate.contracts.payment.UnsettledAttemptsApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's list of what is to be cleared up over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreUnsettledApi extends UnsettledAttemptsApi {}
