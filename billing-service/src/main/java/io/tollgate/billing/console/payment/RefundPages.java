package io.tollgate.billing.console.payment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.console.lookup.Money;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.page.Words;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Here;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.billing.payment.RefundDesk;
import io.tollgate.billing.payment.RefundMade;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where an operator gives a payment or a part of it back: form, confirmation, done. */
@Path("/console/payments/{payment_intent_id}/refund")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_ACT)
public class RefundPages {

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance refund(
                Page page, PaymentLine payment, RefundWish wish, List<String> problems);

        static native TemplateInstance refundConfirm(
                Page page, PaymentLine payment, RefundWish wish, List<String> problems);
    }

    private final Pages pages;
    private final Here here;
    private final CorePayments payments;
    private final RefundDesk desk;

    RefundPages(Pages pages, Here here, CorePayments payments, RefundDesk desk) {
        this.pages = pages;
        this.here = here;
        this.payments = payments;
        this.desk = desk;
    }

    /** The form, for all that is left. */
    @GET
    @Operation(hidden = true)
    public Response form(@PathParam("payment_intent_id") String intent) {
        PaymentLine payment = payment(intent);
        String left = Money.decimal(payment.left(), payment.view().currency());
        List<String> problems =
                desk.isOpen()
                        ? List.of()
                        : List.of("Nothing can be given back: STRIPE_SECRET_KEY is not set.");
        RefundWish wish = new RefundWish(intent, left, "", RefundWish.state(payment.view()));
        return form(payment, wish, problems, 200);
    }

    private Response form(PaymentLine payment, RefundWish wish, List<String> problems, int status) {
        return Response.status(status)
                .entity(Templates.refund(frame(), payment, wish, problems).render())
                .build();
    }

    /** What exactly will happen. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Path("confirm")
    @Operation(hidden = true)
    public Response confirm(
            @PathParam("payment_intent_id") String intent,
            @FormParam("amount") @Nullable String amount,
            @FormParam("reason") @Nullable String reason,
            @FormParam("state") @Nullable String state) {
        PaymentLine payment = payment(intent);
        RefundWish wish = RefundWish.typed(intent, amount, reason, state);
        List<String> problems = wish.problems(payment);
        return problems.isEmpty()
                ? confirmation(payment, wish, List.of(), 200)
                : form(payment, wish, problems, 400);
    }

    private Response confirmation(
            PaymentLine payment, RefundWish wish, List<String> problems, int status) {
        return Response.status(status)
                .entity(Templates.refundConfirm(frame(), payment, wish, problems).render())
                .build();
    }

    /** Gives it back; sent again, from whatever form of this state, it is the same refund. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Operation(hidden = true)
    public Response refund(
            @PathParam("payment_intent_id") String intent,
            @FormParam("amount") @Nullable String amount,
            @FormParam("reason") @Nullable String reason,
            @FormParam("state") @Nullable String state)
            throws SQLException {
        PaymentLine payment = payment(intent);
        String currency = payment.view().currency();
        RefundWish wish = RefundWish.typed(intent, amount, reason, state);
        // What is left is for Stripe to say here: sent again, this refund may have taken it.
        List<String> problems = wish.problems(whole(payment));
        if (!problems.isEmpty()) {
            return form(payment, wish, problems, 400);
        }
        try {
            RefundMade made =
                    desk.refund(
                            here.operator(), intent, wish.request(currency), wish.key(currency));
            return pages.done(
                    "/console/payments/" + Pages.encoded(intent),
                    "Refund %s of %s is made; Stripe says %s. core hears of it from Stripe."
                            .formatted(
                                    made.refundId(),
                                    Words.money(made.amount(), made.currency()),
                                    made.status()));
        } catch (ProblemException e) {
            return confirmation(payment, wish, List.of(said(e.problem())), e.problem().status());
        }
    }

    private static String said(Problem problem) {
        return problem.code() == ProblemCode.IDEMPOTENCY_CONFLICT
                ? "This amount is being given back already, by somebody else or for another reason."
                        + " Look at the payment before you go on."
                : problem.detail();
    }

    private static PaymentLine whole(PaymentLine payment) {
        return new PaymentLine(
                payment.view(), payment.tone(), payment.view().amountReceived(), payment.review());
    }

    private Page frame() {
        return pages.of("Give a payment back", "payments");
    }

    private PaymentLine payment(String intent) {
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", intent);
        checks.throwIfAny();
        return new Lookup()
                .take(payments.one(intent), "The payment")
                .map(PaymentDetail::payment)
                .map(PaymentLine::of)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND,
                                        "core-service knows no such payment of an order."));
    }
}
