package io.tollgate.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** The default of Linux' {@code ip_local_port_range}; other systems begin higher. */
    private static final int LOWEST_OF_CONNECTIONS = 32_768;

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
        assertThat(all(ports))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(all(Ports.free(3, 2)));
    }

    /** A replica that starts later finds its port free, however many calls are open meanwhile. */
    @Test
    void freePortsAreNoneThatAConnectionIsGiven() {
        assertThat(all(Ports.free(3, 2))).allMatch(port -> port < LOWEST_OF_CONNECTIONS);
    }

    private static List<Integer> all(Ports ports) {
        return Stream.concat(
                        Stream.of(ports.postgres(), ports.stripe(), ports.shop()),
                        Stream.concat(ports.billing().stream(), ports.cores().stream())
                                .flatMap(pair -> Stream.of(pair.http(), pair.management())))
                .toList();
    }
}
