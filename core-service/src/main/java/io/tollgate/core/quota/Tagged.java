package io.tollgate.core.quota;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Answers a read with an entity tag of what it says, so that a client that asks again is told with
 * a few bytes that nothing has changed. Nothing may be shown without asking: limits hold now.
 */
final class Tagged {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private static final String REVALIDATE = "private, no-cache";

    /** 64 bits: two states of one user never collide. */
    private static final int TAG_BYTES = 8;

    private Tagged() {}

    static <T> RestResponse<T> answer(T body, @Nullable String ifNoneMatch) {
        String tag = tag(body);
        RestResponse.ResponseBuilder<T> answer =
                matches(ifNoneMatch, tag)
                        ? RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
                        : RestResponse.ResponseBuilder.ok(body);
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, REVALIDATE)
                .build();
    }

    private static boolean matches(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String one : ifNoneMatch.split(",", -1)) {
            String offered = one.strip();
            if (offered.equals("*") || offered.equals(tag) || offered.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static String tag(Object body) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(MAPPER.writeValueAsBytes(body));
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
