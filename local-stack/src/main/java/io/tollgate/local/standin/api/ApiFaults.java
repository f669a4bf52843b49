package io.tollgate.local.standin.api;

import io.tollgate.local.standin.fault.Faults;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.wire.Refusal;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What goes wrong with a call on purpose. */
final class ApiFaults implements AutoCloseable {

    private final Faults faults;
    private final CountDownLatch closing = new CountDownLatch(1);

    ApiFaults(Faults faults) {
        this.faults = faults;
    }

    /** Too many calls: refused before anything else, idempotency keys included. */
    void throttle(String method) {
        if (hits(Faults.API_429, method)) {
            throw Refusal.of(
                    429, Refusal.INVALID_REQUEST, "Request rate limit exceeded.", "rate_limit");
        }
    }

    /** What happens instead of the work, if anything does. */
    Optional<Attempt> instead(String method, String requestId, long now) {
        if (hits(Faults.API_500, method)) {
            Refusal broken = Refusal.of(500, "api_error", "An unknown error occurred.", null);
            return Optional.of(new Attempt.Done(Answer.refused(broken, requestId, now)));
        }
        if (hits(Faults.API_TIMEOUT, method)) {
            holdOpen();
            return Optional.of(new Attempt.Nothing(new Reply.HangUp()));
        }
        if (hits(Faults.API_RESET, method)) {
            return Optional.of(new Attempt.Nothing(new Reply.Reset()));
        }
        return Optional.empty();
    }

    boolean losesReply(String method) {
        return hits(Faults.API_LOST_REPLY, method);
    }

    private boolean hits(String fault, String method) {
        return faults.concerns(method) && faults.hits(fault);
    }

    private void holdOpen() {
        try {
            boolean ended = closing.await(faults.apiTimeoutMillis(), TimeUnit.MILLISECONDS);
            assert ended || closing.getCount() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
