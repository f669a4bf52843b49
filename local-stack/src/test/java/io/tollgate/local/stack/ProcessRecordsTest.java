package io.tollgate.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordsTest {

    @TempDir private Path directory;

    private Process process;

    @BeforeEach
    void startAProcess() throws Exception {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endIt() throws Exception {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRecordedProcessIsEndedAndForgotten() throws Exception {
        ProcessRecords records = new ProcessRecords(directory);
        records.add("billing", process.toHandle());

        records.endAll();

        assertThat(process.isAlive()).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFrozenProcessIsEndedAsWell() {
        ProcessRecords records = new ProcessRecords(directory);
        records.add("billing", process.toHandle());
        Processes.signal(process.pid(), "STOP");

        records.endAll();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aPidThatNowBelongsToSomebodyElseIsLeftAlone() throws Exception {
        Files.writeString(directory.resolve("billing.pid"), process.pid() + " 1000000000000");

        new ProcessRecords(directory).endAll();

        assertThat(process.isAlive()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aBrokenRecordIsForgotten() throws Exception {
        Files.writeString(directory.resolve("billing.pid"), "");
        Files.writeString(directory.resolve("core.pid"), "x y z");

        new ProcessRecords(directory).endAll();

        assertThat(directory).isEmptyDirectory();
    }
}
