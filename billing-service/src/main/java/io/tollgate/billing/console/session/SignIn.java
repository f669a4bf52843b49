package io.tollgate.billing.console.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.tollgate.billing.console.session.Users.User;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Lets users in by name and password. */
@Singleton
public class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);

    /** bcrypt takes a core for as long as it lasts. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** bcrypt looks at 72 bytes; more is no password but a load. */
    private static final int MAX_PASSWORD = 200;

    private static final int MAX_NAME = 64;

    /** What came of it. */
    public sealed interface Result {

        /** Let in, with this cookie. */
        record Done(Cookie cookie) implements Result {}

        /** Name or password are wrong; which of them is nobody's business. */
        record Wrong() implements Result {}

        /** Too many have failed, or too many try at once. */
        record Wait(Duration time) implements Result {}
    }

    private final Sessions sessions;
    private final MeterRegistry metrics;
    private final Attempts attempts;
    private final Semaphore computing = new Semaphore(AT_ONCE, true);

    SignIn(Sessions sessions, Clock clock, MeterRegistry metrics) {
        this.sessions = sessions;
        this.metrics = metrics;
        this.attempts = new Attempts(clock, new SecureRandom().nextInt());
        count("done", 0);
        count("wrong", 0);
        count("limited", 0);
    }

    /** Tries name and password. */
    public Result attempt(String name, String password, HttpServerRequest request) {
        Optional<Result> heldBack = heldBack(name);
        if (heldBack.isPresent()) {
            return heldBack.get();
        }
        if (!enter()) {
            count("limited", 1);
            return new Result.Wait(PATIENCE);
        }
        try {
            // Others may have failed while this one waited for its turn.
            return heldBack(name).orElseGet(() -> compare(name, password, request));
        } finally {
            computing.release();
        }
    }

    private Optional<Result> heldBack(String name) {
        Duration wait = attempts.waitOf(name);
        if (wait.isZero()) {
            return Optional.empty();
        }
        count("limited", 1);
        LOG.warnf("sign-in held back user=%s seconds=%d", shown(name), wait.toSeconds());
        return Optional.of(new Result.Wait(wait));
    }

    private Result compare(String name, String password, HttpServerRequest request) {
        attempts.begin(name);
        Optional<User> user = sessions.users().find(name);
        String hash = user.map(User::hash).orElseGet(sessions.users()::anyHash);
        if (!matches(password, hash) || user.isEmpty()) {
            count("wrong", 1);
            LOG.warnf("sign-in failed user=%s", shown(name));
            return new Result.Wrong();
        }
        attempts.succeeded(name);
        count("done", 1);
        LOG.infof("signed in user=%s role=%s", name, user.get().role().wire());
        return new Result.Done(sessions.begin(user.get(), request));
    }

    private boolean enter() {
        try {
            return computing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean matches(String password, String hash) {
        // The three differ in a name only: the faults that $2b told apart are not in this one.
        String known = hash.startsWith("$2b$") ? "$2y$" + hash.substring(4) : hash;
        String looked =
                password.length() > MAX_PASSWORD ? password.substring(0, MAX_PASSWORD) : password;
        return BcryptUtil.matches(looked, known) && password.length() <= MAX_PASSWORD;
    }

    /** A name somebody has typed may be a password, and is shown only if it could be a name. */
    private String shown(String name) {
        return name.length() <= MAX_NAME && sessions.users().find(name).isPresent()
                ? name
                : "unknown";
    }

    private void count(String outcome, int times) {
        metrics.counter("tollgate.console.sign.ins", "outcome", outcome).increment(times);
    }
}
