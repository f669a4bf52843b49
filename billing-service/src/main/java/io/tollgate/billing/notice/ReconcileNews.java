package io.tollgate.billing.notice;

import io.tollgate.billing.reconcile.RunsSince;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Differences between Stripe and core that a reconcile run found, and runs that failed. */
@ApplicationScoped
class ReconcileNews implements Source {

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
        RunsSince.Found found = runs.sum(mark == null ? 0 : Long.parseLong(mark));
        List<String> parts = new ArrayList<>();
        if (!found.differences().isEmpty()) {
            parts.add(
                    "Reconcile found %s: %s"
                            .formatted(
                                    Counts.of(Counts.sum(found.differences()), "difference"),
                                    Counts.list(found.differences())));
        }
        if (found.failed() > 0) {
            parts.add(Counts.of(found.failed(), "reconcile run") + " failed");
        }
        Optional<News> news =
                parts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new News(String.join("; ", parts), "/reconcile/" + found.last()));
        return Optional.of(new Finding(Long.toString(found.last()), news));
    }
}
