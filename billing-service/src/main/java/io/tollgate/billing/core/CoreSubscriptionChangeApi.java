package io.tollgate.billing.core;

import io.tollgate.contracts.subscription.SubscriptionChangeApi;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** core-service's log of what changed subscriptions over HTTP. */
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreSubscriptionChangeApi extends SubscriptionChangeApi {}
