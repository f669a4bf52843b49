package io.tollgate.core.plan;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.plan.PlanApi;
import io.tollgate.contracts.plan.PlanOffer;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;

/** Tells billing-service which prices buy a plan. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class PlanResource implements PlanApi {

    private final Catalogues catalogues;

    PlanResource(Catalogues catalogues) {
        this.catalogues = catalogues;
    }

    @Override
    public PlanOffer get(String plan) {
        return catalogues
                .current()
                .plan(plan)
                .map(found -> new PlanOffer(found.name(), found.prices()))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "The catalogue has no such plan."));
    }
}
