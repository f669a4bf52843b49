package io.tollgate.local.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

    private final ResponseReader reader = new ResponseReader();

    @Test
    void anAnswerInPiecesIsReadToItsEnd() throws Exception {
        assertThat(reader.read(bytes("HTTP/1.1 200 OK\r\ncontent-"))).isZero();
        assertThat(reader.read(bytes("length: 4\r\n\r\nab"))).isZero();
        assertThat(reader.read(bytes("cd"))).isEqualTo(200);
    }

    @Test
    void theNextAnswerBeginsAnew() throws Exception {
        reader.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));

        assertThat(reader.read(bytes("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")))
                .isEqualTo(503);
    }

    @Test
    void anAnswerItCannotReadIsAnError() {
        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 200 OK\r\nX: y\r\n\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Content-Length");
        assertThatThrownBy(() -> reader.read(bytes("")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    private static ReadableByteChannel bytes(String text) {
        return Channels.newChannel(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
