package io.tollgate.local.client;

import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** Calls Stripe's API at the stand-in as a shop does: form-encoded, with its secret key. */
public final class StripeApiClient {

    private final URI base;
    private final String secretKey;

    public StripeApiClient(URI base, String secretKey) {
        this.base = base;
        this.secretKey = secretKey;
    }

    /** For the stand-in of a stack. */
    public static StripeApiClient of(Stack stack) {
        return new StripeApiClient(stack.stripe().url(), stack.secrets().stripeSecretKey());
    }

    public Answer get(String path) throws IOException {
        return Http.send(request(path).GET().build());
    }

    public Answer post(String path, Map<String, String> form) throws IOException {
        return Http.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Http.formEncoded(form)))
                        .build());
    }

    public Answer delete(String path) throws IOException {
        return Http.send(request(path).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return Http.request(base, path).header("Authorization", "Bearer " + secretKey);
    }
}
