package io.tollgate.local.standin.delivery;

/** One parcel on its way to one endpoint. Only {@link Deliveries} changes it, under its lock. */
final class Delivery {

    private final Endpoint endpoint;
    private final Parcel parcel;
    private final long order;
    private long dueNanos;
    private int attempts;

    Delivery(Endpoint endpoint, Parcel parcel, long order, long dueNanos) {
        this.endpoint = endpoint;
        this.parcel = parcel;
        this.order = order;
        this.dueNanos = dueNanos;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Parcel parcel() {
        return parcel;
    }

    /** What may not be on its way twice at a time. */
    String lane() {
        return endpoint.id() + " " + parcel.stream();
    }

    long order() {
        return order;
    }

    /** On the scale of {@link System#nanoTime()}. */
    long dueNanos() {
        return dueNanos;
    }

    void dueAt(long nanos) {
        dueNanos = nanos;
    }

    int countAttempt() {
        return ++attempts;
    }
}
