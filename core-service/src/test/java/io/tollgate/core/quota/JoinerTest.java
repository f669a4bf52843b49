package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The one thread that answers lives on, whatever a batch does. */
class JoinerTest {

    private static final Joiner.Bounds BOUNDS = new Joiner.Bounds(10, 10, Duration.ofSeconds(30));

    private static List<String> answers(List<String> questions) {
        if (questions.contains("fatal")) {
            throw new StackOverflowError("made up");
        }
        return questions;
    }

    @Test
    void anErrorIsAnsweredAndTheNextBatchIsDone() throws Exception {
        Joiner<String, String> joiner = new Joiner<>("test", BOUNDS, JoinerTest::answers);
        joiner.start();

        CompletableFuture<String> fatal = joiner.ask("fatal");
        assertThatThrownBy(() -> fatal.get(60, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(StackOverflowError.class);

        assertThat(joiner.ask("harmless").get(60, TimeUnit.SECONDS)).isEqualTo("harmless");
        joiner.stop();
    }
}
