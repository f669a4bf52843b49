package io.tollgate.billing.console.page;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Style and script of the console: a few files, each at an address that changes with it. */
@Singleton
public class Assets {

    /** Enough that another content has another address. */
    private static final int VERSION_CHARS = 12;

    private static final Map<String, String> TYPES =
            Map.of(
                    "console.css", "text/css; charset=utf-8",
                    "console.js", "text/javascript; charset=utf-8",
                    "htmx.min.js", "text/javascript; charset=utf-8");

    /** One file, as it is and compressed. */
    record Asset(String version, String type, byte[] plain, byte[] gzip) {}

    private final Map<String, Asset> byName;

    Assets() {
        this.byName =
                TYPES.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        type -> read(type.getKey(), type.getValue())));
    }

    /** The address of a file. */
    public String path(String name) {
        return "/console/assets/" + asset(name).version() + "/" + name;
    }

    Optional<Asset> find(String version, String name) {
        return Optional.ofNullable(byName.get(name))
                .filter(asset -> asset.version().equals(version));
    }

    private Asset asset(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow();
    }

    private static Asset read(String name, String type) {
        try (InputStream in =
                Assets.class.getClassLoader().getResourceAsStream("console-assets/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name + " was built in");
            }
            byte[] plain = in.readAllBytes();
            return new Asset(version(plain), type, plain, gzip(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static String version(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, VERSION_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
