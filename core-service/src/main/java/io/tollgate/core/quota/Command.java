package io.tollgate.core.quota;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be asked to change about counters. */
sealed interface Command {

    /** How counters are moved under a key. */
    enum Mode {
        CONSUME("consume", "consumed"),
        RESERVE("reserve", "held"),
        GIVE_BACK("give_back", "given_back");

        private final String kind;
        private final String state;

        Mode(String kind, String state) {
            this.kind = kind;
            this.state = state;
        }

        /** The word in the ledger. */
        String kind() {
            return kind;
        }

        /** The word in the answer. */
        String state() {
            return state;
        }
    }

    /**
     * All of the items or none, once for each key.
     *
     * @param ttl how long a reservation holds; zero for the other modes
     */
    record Keyed(Mode mode, String userId, String key, List<Amount> items, Duration ttl)
            implements Command {

        public Keyed {
            items = List.copyOf(items);
        }

        /** Tells whether a key is used again for the same; the order of the items is no matter. */
        byte[] fingerprint() {
            String text =
                    items.stream()
                            .sorted(Comparator.comparing(Amount::resource))
                            .map(item -> item.resource() + "=" + item.amount())
                            .collect(Collectors.joining("\n", mode + "\n" + ttl + "\n", ""));
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Uses what was reserved, or the smaller amounts that are named. */
    record Commit(String reservationId, List<Amount> items) implements Command {
        public Commit {
            items = List.copyOf(items);
        }
    }

    /** Gives up what was reserved. */
    record Release(String reservationId) implements Command {}

    /**
     * What the user has by the product's own count.
     *
     * @param expectedVersion the version it was counted on; null if any will do
     */
    record Recount(Counter counter, long used, @Nullable Long expectedVersion) implements Command {}
}
