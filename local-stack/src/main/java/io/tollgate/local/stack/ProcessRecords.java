package io.tollgate.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One small file per running service process, so that the next start finds what a killed launcher
 * left behind. A pid alone could by now be somebody else's: the start time must match as well.
 */
final class ProcessRecords {

    private static final String SUFFIX = ".pid";
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** The system derives start times from a boot time that moves when the clock is set. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    private final Path directory;

    ProcessRecords(Path directory) {
        this.directory = directory;
    }

    void add(String name, ProcessHandle process) {
        PrivateFiles.write(
                directory.resolve(name + SUFFIX), process.pid() + " " + startMillis(process));
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every recorded process that still runs. */
    void endAll() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                recorded(Files.readString(file)).ifPresent(ProcessRecords::end);
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(ProcessHandle orphan) {
        // A stopped process would keep the signal waiting.
        Processes.signal(orphan.pid(), "CONT");
        orphan.destroy();
        Processes.endWithin(GRACE, orphan);
    }

    private static Optional<ProcessHandle> recorded(String line) {
        String[] fields = line.strip().split(" ", -1);
        if (fields.length != 2 || !fields[0].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(fields[0]))
                .filter(process -> startedAt(process, fields[1]));
    }

    private static boolean startedAt(ProcessHandle process, String recordedMillis) {
        return recordedMillis.matches("\\d{1,18}")
                && Math.abs(startMillis(process) - Long.parseLong(recordedMillis))
                        <= CLOCK_STEP.toMillis();
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(-1L);
    }
}
