package io.tollgate.billing.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica that is stopped in the middle of a run, as in every deployment. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class StoppingTest {

    private static final Duration LEASE = Duration.ofHours(1);

    @Inject RunTable runs;
    @Inject Repairs repairs;
    @Inject ReconcileConfig config;

    @BeforeEach
    void noRuns() {
        Inspect.run("DELETE FROM reconcile_run");
    }

    @Test
    void the_next_replica_goes_on_at_once_from_where_it_stood() throws Exception {
        AtomicBoolean stopping = new AtomicBoolean();
        Step lastOne =
                run -> {
                    stopping.set(true);
                    return StepResult.Page.ofSubscriptions(List.of(), "sub_7", 7);
                };
        Reconciler reconciler =
                new Reconciler(
                        runs,
                        Map.of(Phase.OVERDUE, lastOne),
                        repairs,
                        config,
                        new SimpleMeterRegistry());
        long id = runs.start(Mode.DRY_RUN, "x", false, Duration.ZERO).orElseThrow();
        Run taken = runs.take(LEASE).orElseThrow();

        reconciler.work(taken, time -> {}, stopping::get);

        Run next = runs.take(LEASE).orElseThrow();
        assertThat(next.id()).isEqualTo(id);
        assertThat(next.cursor()).isEqualTo("sub_7");
        // Whoever comes late gives back nothing of another's.
        runs.release(taken);
        assertThat(runs.take(LEASE)).isEmpty();
    }
}
