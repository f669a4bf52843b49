package io.tollgate.billing.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.checkout.CheckoutConfig.SecondSubscription;
import io.tollgate.billing.core.Core;
import io.tollgate.billing.core.CoreAccounts;
import io.tollgate.billing.customer.CustomerResult;
import io.tollgate.billing.customer.Customers;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.billing.stripe.StripeCustomers;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.plan.PlanOffer;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.contracts.subscription.SubscriptionView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens Stripe's pages for a user: whose customer, which price and where to come back to is ours.
 */
@ApplicationScoped
class Checkout {

    private final StripeAccess stripe;
    private final Core core;
    private final CoreAccounts accounts;
    private final Customers customers;
    private final CheckoutConfig config;
    private final Supplier<UUID> ids;

    Checkout(
            StripeAccess stripe,
            Core core,
            CoreAccounts accounts,
            Customers customers,
            CheckoutConfig config,
            Supplier<UUID> ids) {
        this.stripe = stripe;
        this.core = core;
        this.accounts = accounts;
        this.customers = customers;
        this.config = config;
        this.ids = ids;
    }

    /**
     * The session in which a user subscribes to a plan.
     *
     * @param price one of the plan's; its first if absent
     */
    JsonNode subscribe(String userId, String plan, @Nullable String price) {
        String success = configured(config.successUrl(), "TOLLGATE_CHECKOUT_SUCCESS_URL");
        String cancel = configured(config.cancelUrl(), "TOLLGATE_CHECKOUT_CANCEL_URL");
        Deadline deadline = Deadline.in(config.deadline());
        String chosen = price(accounts.plan(plan).orThrow(), price);
        Sessions sessions = sessions();
        Function<String, JsonNode> open =
                customer ->
                        sessions.open(
                                new Sessions.Wanted(
                                        customer, userId, plan, chosen, success, cancel),
                                known(customer),
                                deadline);
        String customer = id(customers.of(userId, stripeCustomers(), deadline));
        try {
            return open.apply(customer);
        } catch (CustomerMissingException e) {
            return customers
                    .insteadOf(customer, userId, stripeCustomers(), deadline)
                    .map(other -> instead(open, id(other)))
                    .orElseThrow(e::otherwise);
        }
    }

    /** Once only: if Stripe misses this one too, the page is refused. */
    private static JsonNode instead(Function<String, JsonNode> open, String customer) {
        try {
            return open.apply(customer);
        } catch (CustomerMissingException e) {
            throw e.otherwise();
        }
    }

    /** Null if another subscription is allowed. */
    private @Nullable Set<String> known(String customer) {
        return config.secondSubscription() == SecondSubscription.REFUSE
                ? knownWithoutRunning(customer)
                : null;
    }

    /** The session in which a user changes or ends what he has. */
    JsonNode portal(String userId) {
        String back = configured(config.portalReturnUrl(), "TOLLGATE_CHECKOUT_PORTAL_RETURN_URL");
        Deadline deadline = Deadline.in(config.deadline());
        Sessions sessions = sessions();
        String customer = presentCustomer(userId);
        try {
            return sessions.portal(customer, back, "portal:" + ids.get(), deadline);
        } catch (CustomerMissingException e) {
            throw withoutPortal(customer, userId, e.otherwise(), deadline);
        }
    }

    /** Why there is no portal where Stripe says that the customer is missing. */
    private ProblemException withoutPortal(
            String customer, String userId, ProblemException otherwise, Deadline deadline) {
        return switch (customers.fate(customer, stripeCustomers(), deadline)) {
            case DELETED -> {
                // Ends here, except beside an older core, which cannot be told.
                presentCustomer(userId);
                yield otherwise;
            }
            case KEPT -> otherwise;
            case CORE_AWAY -> coreAway();
            case LATER -> Sessions.stripeAway();
        };
    }

    /** Of one that Stripe has deleted nothing is left to be changed at the portal. */
    private String presentCustomer(String userId) {
        Account account = accounts.of(userId).orThrow();
        if (Boolean.TRUE.equals(account.gone())) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "This user's customer was deleted at Stripe; subscribing makes another one.");
        }
        return account.customerId();
    }

    private StripeCustomers stripeCustomers() {
        return stripe.customers().orElseThrow();
    }

    private Sessions sessions() {
        return stripe.api()
                .map(api -> new Sessions(api, stripe.posts().orElseThrow()))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.STRIPE_KEY_MISSING,
                                        "Set STRIPE_SECRET_KEY to open Stripe's pages."));
    }

    private static String configured(Optional<String> url, String setting) {
        return url.filter(value -> !value.isBlank())
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.CHECKOUT_NOT_CONFIGURED,
                                        "Set " + setting + " to open Stripe's pages."));
    }

    private static String price(PlanOffer offer, @Nullable String wanted) {
        if (offer.prices().isEmpty()) {
            throw ProblemException.invalid("plan", "is not for sale");
        }
        if (wanted == null) {
            return offer.prices().getFirst();
        }
        if (!offer.prices().contains(wanted)) {
            throw ProblemException.invalid("price", "does not buy this plan");
        }
        return wanted;
    }

    private static String id(CustomerResult result) {
        return switch (result) {
            case CustomerResult.Customer(String id) -> id;
            case CustomerResult.Refused(String code) ->
                    throw new ProblemException(
                            ProblemCode.CHECKOUT_REFUSED,
                            "Stripe refuses to make a customer for this user: " + code + ".");
            case CustomerResult.CoreAway() -> throw coreAway();
            case CustomerResult.Later() -> throw Sessions.stripeAway();
        };
    }

    private static ProblemException coreAway() {
        return new ProblemException(
                ProblemCode.CORE_UNAVAILABLE, "core-service cannot be reached; try again shortly.");
    }

    /** The subscriptions core holds of a customer, of which none may be running. */
    private Set<String> knownWithoutRunning(String customer) {
        List<SubscriptionView> held = core.heldOf(customer).orElseThrow(Checkout::coreAway);
        if (held.stream().anyMatch(subscription -> isRunning(subscription.status()))) {
            throw new ProblemException(
                    ProblemCode.SUBSCRIPTION_EXISTS,
                    "This user has a subscription; the portal changes it.");
        }
        return held.stream()
                .map(SubscriptionView::subscriptionId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One whose first payment is missing holds nobody up; an unknown status counts as running. */
    private static boolean isRunning(String status) {
        return SubscriptionStatus.find(status)
                .map(known -> !known.isTerminal() && known != SubscriptionStatus.INCOMPLETE)
                .orElse(true);
    }
}
