package io.tollgate.billing.core;

import io.tollgate.contracts.quota.UserNoticeApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's notices about one user over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreNoticeApi extends UserNoticeApi {}
