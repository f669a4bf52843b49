package io.tollgate.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON of every contract type, kept as files: a change that would break the other service, an
 * older one or a caller with curl shows up as a changed file.
 */
class GoldenJsonTest {

    private static final ObjectMapper MAPPER = Json.newMapper();

    @ParameterizedTest
    @MethodSource("io.tollgate.contracts.Golden#files")
    void eachTypeIsReadAndWrittenAsItsFileSays(String file) throws IOException {
        JsonNode golden = Golden.json(file);

        Object read = MAPPER.treeToValue(golden, Golden.type(file));

        assertThat(MAPPER.readTree(MAPPER.writeValueAsString(read))).isEqualTo(golden);
        ObjectNode newer = golden.deepCopy();
        newer.putObject("a_field_of_a_later_version").put("x", 1);
        assertThat(MAPPER.treeToValue(newer, Golden.type(file))).isEqualTo(read);
    }

    @Test
    void theSixFieldsAloneAreWhatTheShortFormBuilds() throws IOException {
        SubscriptionUpdate six =
                SubscriptionUpdate.of(
                        "cus_Q2h8sKx1",
                        "sub_1PBz7rLk",
                        "price_pro_monthly",
                        1_710_000_000L,
                        1_712_688_399L,
                        "active");

        assertThat(MAPPER.readTree(MAPPER.writeValueAsString(six)))
                .isEqualTo(Golden.json("subscription_update_six_fields"));
    }
}
