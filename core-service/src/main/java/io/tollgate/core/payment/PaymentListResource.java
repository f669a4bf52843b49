package io.tollgate.core.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentListApi;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.problem.FieldChecks;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists what core holds, so that billing-service can compare it with Stripe. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class PaymentListResource implements PaymentListApi {

    /** A page is answered from memory: 500 payments are below a megabyte. */
    private static final int MAX_LIMIT = 500;

    private final Payments payments;

    PaymentListResource(Payments payments) {
        this.payments = payments;
    }

    @Override
    public PaymentPage list(
            @Nullable String after,
            String limit,
            @Nullable List<String> ids,
            @Nullable String state) {
        List<String> wanted = ids == null ? List.of() : ids;
        FieldChecks checks = new FieldChecks();
        checks.optionalText("after", after);
        wanted.forEach(id -> checks.text("ids", id));
        if (wanted.size() > MAX_IDS) {
            checks.refuse("ids", "must be " + MAX_IDS + " at most");
        }
        if (state != null && !state.matches("open|review")) {
            checks.refuse("state", "must be open or review");
        }
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        PaymentFilter.State wantedState =
                state == null
                        ? PaymentFilter.State.ANY
                        : PaymentFilter.State.valueOf(state.toUpperCase(Locale.ROOT));
        List<PaymentView> page =
                payments.page(
                        new PaymentFilter(after == null ? "" : after, wanted, wantedState), size);
        return new PaymentPage(page, page.size() < size ? null : page.getLast().paymentIntentId());
    }
}
