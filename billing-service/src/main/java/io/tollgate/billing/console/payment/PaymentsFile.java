package io.tollgate.billing.console.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.console.lookup.Money;
import io.tollgate.billing.console.page.ErrorPages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.contracts.payment.PaymentHistoryApi;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The payments as a file for a spreadsheet. It is put together before any of it is sent: a file
 * that core could not fill is none.
 */
@Path("/console/payments.csv")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class PaymentsFile {

    /** Some megabytes, and some seconds of core's time; whoever wants more narrows the days. */
    static final int MAX_ROWS = 10_000;

    /** Each holds its megabytes until it is sent, and keeps core busy meanwhile. */
    private static final int AT_ONCE = 2;

    private static final String TYPE = "text/csv; charset=utf-8; header=present";

    private static final List<String> HEADER =
            List.of(
                    "created_at",
                    "payment_intent_id",
                    "order_id",
                    "order_status",
                    "attempt",
                    "user_id",
                    "status",
                    "currency",
                    "amount",
                    "amount_minor_units",
                    "amount_received",
                    "amount_received_minor_units",
                    "amount_refunded",
                    "amount_refunded_minor_units",
                    "refunds",
                    "disputes",
                    "failure_code",
                    "review",
                    "updated_at");

    private final CorePayments payments;
    private final ErrorPages errors;
    private final Semaphore room = new Semaphore(AT_ONCE);

    PaymentsFile(CorePayments payments, ErrorPages errors) {
        this.payments = payments;
        this.errors = errors;
    }

    /** The file. */
    @GET
    @Operation(hidden = true)
    public Response file(@Context UriInfo uri) {
        PaymentFilter filter = PaymentFilter.of(uri.getQueryParameters());
        if (!filter.problems().isEmpty()) {
            throw ProblemException.invalid("Filter:", filter.problems().getFirst());
        }
        if (!room.tryAcquire()) {
            return errors.page(
                    503,
                    "Other files are being made",
                    "No more than %d files of payments are made at once. Ask again shortly."
                            .formatted(AT_ONCE));
        }
        try {
            return made(filter);
        } finally {
            room.release();
        }
    }

    private Response made(PaymentFilter filter) {
        Csv csv = new Csv();
        csv.row(HEADER);
        boolean more = fill(csv, filter.wanted());
        String name = more ? "payments-first-" + MAX_ROWS + ".csv" : "payments.csv";
        return Response.ok(csv.toString())
                .header("Content-Type", TYPE)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    /** Whether there is more than a file holds. */
    private boolean fill(Csv csv, CorePayments.Wanted wanted) {
        String before = null;
        for (int rows = 0; rows < MAX_ROWS; rows += PaymentHistoryApi.MAX_LIMIT) {
            PaymentPage page = page(wanted, before);
            page.data().forEach(payment -> csv.row(cells(payment)));
            before = page.next();
            if (before == null) {
                return false;
            }
        }
        return true;
    }

    private PaymentPage page(CorePayments.Wanted wanted, @Nullable String before) {
        Lookup lookup = new Lookup();
        return lookup.take(
                        payments.history(wanted, before, PaymentHistoryApi.MAX_LIMIT),
                        "The payments")
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.CORE_UNAVAILABLE,
                                        String.join(" ", lookup.gaps())));
    }

    private static List<String> cells(PaymentView payment) {
        String currency = payment.currency();
        return List.of(
                Instant.ofEpochSecond(payment.createdAt()).toString(),
                payment.paymentIntentId(),
                text(payment.orderId()),
                text(payment.orderStatus()),
                text(payment.attempt()),
                text(payment.userId()),
                payment.status(),
                currency,
                Money.decimal(payment.amount(), currency),
                Long.toString(payment.amount()),
                Money.decimal(payment.amountReceived(), currency),
                Long.toString(payment.amountReceived()),
                Money.decimal(payment.amountRefunded(), currency),
                Long.toString(payment.amountRefunded()),
                Integer.toString(payment.refunds().size()),
                Integer.toString(payment.disputes().size()),
                text(payment.failureCode()),
                String.join(" ", payment.review()),
                Instant.ofEpochSecond(payment.updatedAt()).toString());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
