package io.tollgate.billing.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether calls of core and Stripe are held back on this replica. */
@ApplicationScoped
public class Standing {

    /**
     * One service that is called.
     *
     * @param openSince since when its breaker is open; null while it is closed
     */
    public record Service(String name, @Nullable Instant openSince) {

        /** Whether calls are held back. */
        public boolean heldBack() {
            return openSince != null;
        }
    }

    private final Breakers breakers;

    Standing(Breakers breakers) {
        this.breakers = breakers;
    }

    /** Both. */
    public List<Service> services() {
        return List.of(
                new Service("core", breakers.core().openSince()),
                new Service("Stripe", breakers.stripe().openSince()));
    }
}
