package io.tollgate.local.standin;

import io.tollgate.local.standin.billing.Catalogue;
import io.tollgate.local.standin.billing.Catalogue.Terms;

/** The sample product's prices, by the ids that core's catalogue knows; amounts are invented. */
final class SampleCatalogue {

    /** A year costs ten months. */
    private static final long MONTHS_PER_YEAR = 10;

    private SampleCatalogue() {}

    static void load(Catalogue catalogue) {
        plan(catalogue, "pro", 1_200);
        plan(catalogue, "team", 4_900);
    }

    private static void plan(Catalogue catalogue, String plan, long monthlyCents) {
        String product = "prod_" + plan;
        catalogue.preloadProduct(product, plan);
        catalogue.preloadPrice(
                "price_" + plan + "_monthly", product, new Terms("eur", monthlyCents, "month", 1));
        catalogue.preloadPrice(
                "price_" + plan + "_yearly",
                product,
                new Terms("eur", monthlyCents * MONTHS_PER_YEAR, "year", 1));
    }
}
