package io.tollgate.billing.core;

import io.tollgate.contracts.quota.UserOverrideApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's limits set by hand over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreOverrideApi extends UserOverrideApi {}
