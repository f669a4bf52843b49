package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody events may tell of: by Stripe's customer, and by the product's user where one pays
 * without a customer.
 *
 * @param customerId Stripe's id; null if only the user is looked for
 * @param userId the product's id; null if only the customer is looked for
 */
record Person(@Nullable String customerId, @Nullable String userId) {

    /* What every way of writing JSON leaves as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.@-]+");

    /** Bytes that an event about them has somewhere, for finding the few that need a look. */
    Stream<String> traces() {
        return Stream.of(Optional.ofNullable(customerId), Optional.ofNullable(userId))
                .flatMap(Optional::stream)
                .map(Person::longestPlainPart);
    }

    /** Whether each id that is there can be looked for. */
    boolean canBeFound() {
        return traces().noneMatch(String::isEmpty) && traces().findAny().isPresent();
    }

    private static String longestPlainPart(String id) {
        return PLAIN.matcher(id)
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /** Whether this JSON is about them anywhere in it. */
    boolean isIn(JsonNode node) {
        if (node.isObject()) {
            return isCustomer(node)
                    || node.properties().stream()
                            .anyMatch(field -> isNamed(field) || isIn(field.getValue()));
        }
        return node.isArray() && node.valueStream().anyMatch(this::isIn);
    }

    private boolean isCustomer(JsonNode object) {
        return object.path("object").asText().equals("customer")
                && object.path("id").asText().equals(customerId);
    }

    private boolean isNamed(Map.Entry<String, JsonNode> field) {
        String value = field.getValue().asText();
        return switch (field.getKey()) {
            case "customer" -> value.equals(customerId);
            case "user_id", "client_reference_id" -> value.equals(userId);
            default -> false;
        };
    }
}
