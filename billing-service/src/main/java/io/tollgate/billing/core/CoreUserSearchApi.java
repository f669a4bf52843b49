package io.tollgate.billing.core;

import io.tollgate.contracts.account.UserSearchApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's search for users over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreUserSearchApi extends UserSearchApi {}
