package io.tollgate.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Event;
import com.stripe.net.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StripeSignatureTest {

    @Test
    void knownBodyGivesTheKnownSignature() {
        byte[] body = "{\"id\":\"evt_1\",\"object\":\"event\"}".getBytes(StandardCharsets.UTF_8);

        String header = new StripeSignature("whsec_test_secret").header(body, 1_700_000_000L);

        assertThat(header)
                .isEqualTo(
                        "t=1700000000,v1="
                            + "0c8670ed117751cc551a20e35839447075c42800ea3cf3e8a2fbda99cd1e6edd");
    }

    @Test
    void stripesOwnLibraryAcceptsIt() throws Exception {
        String body = "{\"id\":\"evt_é\",\"object\":\"event\",\"type\":\"invoice.paid\"}";
        long now = Instant.now().getEpochSecond();

        String header =
                new StripeSignature("whsec_test_x")
                        .header(body.getBytes(StandardCharsets.UTF_8), now);
        Event event = Webhook.constructEvent(body, header, "whsec_test_x");

        assertThat(event.getId()).isEqualTo("evt_é");
    }
}
