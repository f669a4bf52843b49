package io.tollgate.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The TCP ports of one stack, all on the loopback interface.
 *
 * @param billing one pair for each replica
 * @param cores the same of core
 * @param postgres the one PostgreSQL server
 * @param stripe the stand-in for Stripe, in a stack that has one
 * @param shop the pages of the sample shop, where they are served
 */
public record Ports(List<Pair> billing, List<Pair> cores, int postgres, int stripe, int shop) {

    /** The default of {@link #from}. */
    public static final int DEFAULT_BASE = 8080;

    /** The management ports stand this far above the others. */
    private static final int MANAGEMENT_OFFSET = 1000;

    /**
     * Where {@link #free} looks: below the ports that systems give to the near end of a connection
     * (Linux from 32768, others from 49152). A replica that starts late, or again, would find a
     * port of those taken by any call that happens to be open.
     */
    private static final int LOWEST_FREE = 20_000;

    private static final int HIGHEST_FREE = 32_000;

    /** Ports are looked at in turn, so that this process is not given one twice. */
    private static final AtomicInteger LAST_LOOKED_AT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(HIGHEST_FREE - LOWEST_FREE));

    /**
     * The ports of one service.
     *
     * @param http the API
     * @param management health and metrics
     */
    public record Pair(int http, int management) {}

    /**
     * Base N: billing N and N+1000, core N+1 and N+1001, PostgreSQL N+2, the stand-in N+3, the shop
     * N+4.
     */
    public static Ports from(int base) {
        return new Ports(
                List.of(new Pair(base, base + MANAGEMENT_OFFSET)),
                List.of(new Pair(base + 1, base + 1 + MANAGEMENT_OFFSET)),
                base + 2,
                base + 3,
                base + 4);
    }

    /** Where the shop's pages are, and the origin from which they call the services. */
    URI shopUrl() {
        return URI.create("http://127.0.0.1:" + shop);
    }

    /** Whether {@link #from} gives ports that exist and need no privilege. */
    public static boolean isUsableBase(int base) {
        return base >= 1024 && base + 1 + MANAGEMENT_OFFSET <= 65_535;
    }

    /** Ports nobody listens on at this moment. */
    public static Ports free(int billingReplicas, int coreReplicas) {
        int pairs = billingReplicas + coreReplicas;
        List<Integer> free = freePorts(2 * pairs + 3);
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            all.add(new Pair(free.get(2 * i + 3), free.get(2 * i + 4)));
        }
        return new Ports(
                List.copyOf(all.subList(0, billingReplicas)),
                List.copyOf(all.subList(billingReplicas, pairs)),
                free.get(0),
                free.get(1),
                free.get(2));
    }

    /** The pair of the first core, which billing speaks to. */
    Pair core() {
        return cores.getFirst();
    }

    /** Says which port is busy and what it was for, before anything is started. */
    void requireFree() {
        for (int i = 0; i < billing.size(); i++) {
            requireFree(billing.get(i).http(), "billing-service");
            requireFree(billing.get(i).management(), "billing-service's management interface");
        }
        for (Pair core : cores) {
            requireFree(core.http(), "core-service");
            requireFree(core.management(), "core-service's management interface");
        }
        requireFree(postgres, "PostgreSQL");
    }

    /** The same for the stand-in, which not every stack has. */
    void requireFreeForStripe() {
        requireFree(stripe, "the stand-in for Stripe");
        requireFree(shop, "the shop's pages");
    }

    private static void requireFree(int port, String what) {
        try (ServerSocket probe = open(port)) {
            assert probe.isBound();
        } catch (BindException e) {
            throw new StackException(
                    "port %d, wanted for %s, is in use: stop what listens there or choose other"
                                    .formatted(port, what)
                            + " ports with --port-base",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> freePorts(int count) {
        int span = HIGHEST_FREE - LOWEST_FREE;
        List<Integer> found = new ArrayList<>();
        for (int looked = 0; looked < span && found.size() < count; looked++) {
            int port = LOWEST_FREE + LAST_LOOKED_AT.updateAndGet(last -> (last + 1) % span);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new StackException(
                    "fewer than %d free ports from %d to %d"
                            .formatted(count, LOWEST_FREE, HIGHEST_FREE));
        }
        return found;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = open(port)) {
            return probe.isBound();
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket open(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
    }
}
