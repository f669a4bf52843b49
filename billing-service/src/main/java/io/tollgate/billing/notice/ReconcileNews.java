package io.tollgate.billing.notice;

import io.tollgate.billing.reconcile.RunsSince;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reconcile runs found that had been missed, what waits for a person where that is not what it
 * was, and runs that failed.
 */
@ApplicationScoped
class ReconcileNews implements Source {

    /** Between the latest run and what was standing then. */
    private static final String BETWEEN = ";";

    private final RunsSince runs;

    ReconcileNews(RunsSince runs) {
        this.runs = runs;
    }

    @Override
    public String topic() {
        return "reconcile";
    }

    @Override
    public Optional<Finding> look(@Nullable String mark) throws SQLException {
        String[] before = (mark == null ? "0" + BETWEEN : mark).split(BETWEEN, 2);
        long after = Long.parseLong(before[0]);
        RunsSince.Found found = runs.sum(after);
        if (found.last() == after) {
            return Optional.of(new Finding(String.join(BETWEEN, before), Optional.empty()));
        }
        String standing = Counts.list(found.standing());
        List<String> parts = new ArrayList<>();
        if (!found.missed().isEmpty()) {
            parts.add(
                    "Reconcile found %s: %s"
                            .formatted(
                                    Counts.of(Counts.sum(found.missed()), "difference"),
                                    Counts.list(found.missed())));
        }
        if (!standing.isEmpty() && !standing.equals(before[1])) {
            parts.add("Differences that wait for a person: " + standing);
        }
        if (found.failed() > 0) {
            parts.add(Counts.of(found.failed(), "reconcile run") + " failed");
        }
        Optional<News> news =
                parts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new News(String.join("; ", parts), "/reconcile/" + found.page()));
        return Optional.of(new Finding(found.last() + BETWEEN + standing, news));
    }
}
