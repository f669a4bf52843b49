package io.tollgate.core.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** Finds whose an API key is, in a time that says nothing about any key. */
final class Keyring {

    private final List<Entry> entries;

    private record Entry(byte[] hash, Caller caller) {}

    Keyring(List<OwnedKey> keys) {
        entries = keys.stream().map(key -> new Entry(hash(key.secret()), key.owner())).toList();
    }

    /** A key and whose it is. */
    record OwnedKey(String secret, Caller owner) {

        /** Without the secret: it must not reach a log. */
        @Override
        public String toString() {
            return "OwnedKey[owner=" + owner + "]";
        }
    }

    /** The owner of a key. Every configured key is compared, also after one has matched. */
    Optional<Caller> ownerOf(String secret) {
        byte[] offered = hash(secret);
        Optional<Caller> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash(), offered)) {
                found = Optional.of(entry.caller());
            }
        }
        return found;
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
