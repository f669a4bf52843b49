package io.tollgate.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void allPortsFollowFromTheBase() {
        assertThat(Ports.from(8080))
                .isEqualTo(
                        new Ports(
                                List.of(new Ports.Pair(8080, 9080)),
                                List.of(new Ports.Pair(8081, 9081)),
                                8082,
                                8083,
                                8084));
    }

    @Test
    void aBaseMustLeaveRoomForAllPorts() {
        assertThat(Ports.isUsableBase(64_534)).isTrue();
        assertThat(Ports.isUsableBase(64_535)).isFalse();
        assertThat(Ports.isUsableBase(80)).isFalse();
    }

    @Test
    void aBusyPortIsNamedWithItsPurpose() throws Exception {
        Ports ports = Ports.free(1, 1);
        try (ServerSocket busy =
                new ServerSocket(ports.core().http(), 1, InetAddress.getLoopbackAddress())) {

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + busy.getLocalPort())
                    .hasMessageContaining("core-service");
        }
    }

    @Test
    void freePortsAreFree() {
        Ports ports = Ports.free(3, 2);

        assertThat(ports.billing()).hasSize(3);
        assertThat(ports.cores()).hasSize(2);
        assertThatCode(ports::requireFree).doesNotThrowAnyException();
    }
}
