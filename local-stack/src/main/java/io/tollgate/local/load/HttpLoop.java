package io.tollgate.local.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sends requests over keep-alive connections, one at a time on each. All connections share one
 * thread, so that the load takes as little as it can from the machine it measures.
 */
final class HttpLoop {

    /** Answers still out after the round; longer than either service lets anyone wait. */
    private static final Duration TAIL = Duration.ofSeconds(30);

    private final URI target;
    private final Supplier<Requests> requests;

    /** Writes one request after the other for one connection; each is good until the next. */
    interface Requests {
        ByteBuffer next();
    }

    HttpLoop(URI target, Supplier<Requests> requests) {
        this.target = target;
        this.requests = requests;
    }

    Samples run(int connections, Duration duration) throws IOException {
        Samples.Builder samples = new Samples.Builder();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open(selector, samples, end);
            }
            while (!selector.keys().isEmpty() && System.nanoTime() - end < TAIL.toNanos()) {
                selector.select(key -> ((Connection) key.attachment()).onReady(key), 100);
            }
            for (SelectionKey unanswered : selector.keys()) {
                samples.fail();
                unanswered.channel().close();
            }
        }
        return samples.build(Duration.ofNanos(System.nanoTime() - begin));
    }

    private void open(Selector selector, Samples.Builder samples, long end) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel, requests.get(), samples, end);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ, connection);
        connection.sendNext(key);
    }

    /** One connection: a request is out, or being sent. */
    private static final class Connection {

        private final SocketChannel channel;
        private final Requests requests;
        private final Samples.Builder samples;
        private final long end;
        private final ResponseReader responses = new ResponseReader();
        private ByteBuffer sending = ByteBuffer.allocate(0);
        private long sentAt;

        Connection(SocketChannel channel, Requests requests, Samples.Builder samples, long end) {
            this.channel = channel;
            this.requests = requests;
            this.samples = samples;
            this.end = end;
        }

        void onReady(SelectionKey key) {
            try {
                if (sending.hasRemaining()) {
                    send(key);
                }
                int status = key.isReadable() ? responses.read(channel) : 0;
                if (status != 0) {
                    answered(status);
                    sendNext(key);
                }
            } catch (IOException | RuntimeException e) {
                samples.fail();
                close(key);
            }
        }

        private void answered(int status) {
            if (status / 100 == 2) {
                samples.add(System.nanoTime() - sentAt);
            } else {
                samples.fail();
            }
        }

        private void sendNext(SelectionKey key) throws IOException {
            if (System.nanoTime() - end >= 0) {
                close(key);
                return;
            }
            sending = requests.next();
            sentAt = System.nanoTime();
            send(key);
        }

        private void send(SelectionKey key) throws IOException {
            channel.write(sending);
            key.interestOps(sending.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        private void close(SelectionKey key) {
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                samples.fail();
            }
        }
    }
}
