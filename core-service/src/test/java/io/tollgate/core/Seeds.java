package io.tollgate.core;

/** Seeds that are printed, and counts that are larger in a soak. */
public final class Seeds {

    private Seeds() {}

    public static int count(int ordinary, int soak) {
        return Boolean.getBoolean("tollgate.soak") ? soak : ordinary;
    }

    /** A seed that can be given again as {@code -Dtollgate.seed}. */
    public static long next(String test) {
        long seed = Long.getLong("tollgate.seed", System.nanoTime());
        System.out.printf("%s: -Dtollgate.seed=%d%n", test, seed);
        return seed;
    }
}
