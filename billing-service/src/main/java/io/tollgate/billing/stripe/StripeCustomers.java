package io.tollgate.billing.stripe;

import io.tollgate.billing.stripe.StripeApi.Param;
import java.util.List;

/** Makes customers, and looks at one that Stripe says is missing. */
public final class StripeCustomers {

    private static final String PATH = "/v1/customers";

    private final StripeApi api;
    private final StripePosts posts;

    StripeCustomers(StripeApi api) {
        this.api = api;
        this.posts = new StripePosts(api);
    }

    /** Makes a customer for a user; the same key again gets the same one. */
    public StripeReply make(String userId, String key, Deadline deadline) {
        List<Param> params = List.of(new Param("metadata[user_id]", userId));
        return posts.postHarmless("customer", PATH, params, key, deadline);
    }

    /**
     * What Stripe has of a customer. What is left of a deleted one can be read, and is marked so
     * (Stripe: Retrieve a customer). One that is missing, such as under a key of another account or
     * mode, was never deleted there.
     */
    public StripeAnswer read(String customerId, Deadline deadline) {
        return api.get(
                "customer_read", PATH + "/" + StripeApi.segment(customerId), List.of(), deadline);
    }

    /** Whether what Stripe has of a customer is what is left of a deleted one. */
    public static boolean isDeleted(StripeAnswer.Found customer) {
        return customer.body().path("deleted").asBoolean();
    }
}
