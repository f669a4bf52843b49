package io.tollgate.local.system;

/** Counts that are smaller in an ordinary run than in {@code ./verify --soak}. */
final class Soak {

    private Soak() {}

    static int count(int ordinary, int soak) {
        return Boolean.getBoolean("tollgate.soak") ? soak : ordinary;
    }

    /** A time in seconds that is shorter in an ordinary run. */
    static int seconds(int ordinary, int soak) {
        return Integer.getInteger("tollgate.soak.seconds", count(ordinary, soak));
    }

    /** A seed that is printed, and can be given again as {@code -Dtollgate.seed}. */
    static long seed(String test) {
        long seed = Long.getLong("tollgate.seed", System.nanoTime());
        System.out.printf("%s: -Dtollgate.seed=%d%n", test, seed);
        return seed;
    }
}
