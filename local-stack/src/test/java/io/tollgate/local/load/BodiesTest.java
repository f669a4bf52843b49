package io.tollgate.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class BodiesTest {

    private final Bodies bodies = new Bodies("test", Instant.EPOCH, new Random(1));

    @Test
    void everyBodyIsAWholeEventWithIdsOfItsOwn() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[Bodies.BYTES];
            Bodies.Written written = bodies.next(body, 0);
            JsonNode event = new ObjectMapper().readTree(body);
            ids.add(event.at("/id").textValue());
            ids.add(event.at("/data/object/id").textValue());
            ids.add(event.at("/data/object/customer").textValue());
            assertThat(event.at("/id").textValue()).isEqualTo(written.eventId());
            assertThat(event.at("/data/object/id").textValue()).isEqualTo(written.subscriptionId());
        }
        assertThat(ids).hasSize(600);
    }

    @Test
    void aBodyIsNotMadeOfAir() throws Exception {
        byte[] body = new byte[Bodies.BYTES];
        bodies.next(body, 0);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();

        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(body);
        }

        assertThat(compressed.size()).isGreaterThan(Bodies.BYTES / 3);
    }
}
