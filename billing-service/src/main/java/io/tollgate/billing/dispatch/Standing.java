package io.tollgate.billing.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether calls of core and Stripe are held back on this replica. */
@ApplicationScoped
public class Standing {

    /** One service that is called. */
    public record Service(String name, boolean heldBack) {}

    private final Breakers breakers;

    Standing(Breakers breakers) {
        this.breakers = breakers;
    }

    /** Both. */
    public List<Service> services() {
        return List.of(
                new Service("core", breakers.core().open()),
                new Service("Stripe", breakers.stripe().open()));
    }
}
