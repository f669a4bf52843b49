package io.tollgate.core.account;

import io.tollgate.contracts.account.Account;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The links between users and Stripe customers: one each, moved only where Stripe has deleted the
 * customer. Subscriptions find their user through it when they are read, so it does not matter
 * which of the two came first; those of a former customer stay their user's.
 */
@ApplicationScoped
public class Accounts {

    /** Links the two if neither is linked yet, or if Stripe has deleted the user's customer. */
    @Transactional
    public LinkResult link(String userId, String customerId) {
        LinkResult result =
                AccountRow.insertIfFree(userId, customerId)
                        ? inserted(userId, customerId)
                        : present(userId, customerId);
        if (hasCustomer(result)) {
            WishRow.deleteById(userId);
        }
        return result;
    }

    private static boolean hasCustomer(LinkResult result) {
        return switch (result) {
            case LinkResult.Linked _ -> true;
            case LinkResult.AlreadyLinked(Account account) -> account.gone() == null;
            case LinkResult.Refused _ -> false;
        };
    }

    /**
     * Looks for a former owner only now: a link that was just replaced was in the way till then.
     */
    private static LinkResult inserted(String userId, String customerId) {
        if (FormerCustomerRow.findById(customerId) != null) {
            AccountRow.deleteById(userId);
            return new LinkResult.Refused(LinkResult.Side.CUSTOMER);
        }
        AccountRow row = AccountRow.findById(userId);
        return new LinkResult.Linked(row.toAccount());
    }

    private LinkResult present(String userId, String customerId) {
        AccountRow own = AccountRow.ofUserToLink(userId);
        String holder = usersOf(List.of(customerId)).get(customerId);
        if (own != null && userId.equals(holder)) {
            return new LinkResult.AlreadyLinked(own.toAccount());
        }
        if (own != null && !own.isGone()) {
            return new LinkResult.Refused(LinkResult.Side.USER);
        }
        if (own == null || holder != null) {
            return new LinkResult.Refused(LinkResult.Side.CUSTOMER);
        }
        own.moveTo(customerId);
        return new LinkResult.Linked(own.toAccount());
    }

    /**
     * Notes that Stripe has deleted a customer.
     *
     * @return its user; empty if nobody has it now, or this was noted before
     */
    @Transactional
    Optional<String> gone(String customerId) {
        return AccountRow.markGone(customerId);
    }

    /** Notes that the user is to have a customer; empty if there is one already. */
    @Transactional
    Optional<Account> wish(String userId) {
        Optional<Account> account = ofUser(userId).filter(found -> found.gone() == null);
        if (account.isEmpty()) {
            WishRow.keep(userId);
        }
        return account;
    }

    /** Users who are to have a customer, those who wait longest first. */
    @Transactional
    List<String> wishes(int limit) {
        return WishRow.oldest(limit);
    }

    /** The user's account, if it is linked. */
    @Transactional
    public Optional<Account> ofUser(String userId) {
        return AccountRow.<AccountRow>findByIdOptional(userId).map(AccountRow::toAccount);
    }

    /** Whose these customers are or were, by customer id; an unlinked one is left out. */
    @Transactional
    public Map<String, String> usersOf(Collection<String> customerIds) {
        Map<String, String> users = new HashMap<>();
        AccountRow.ofCustomers(customerIds).stream()
                .map(AccountRow::toAccount)
                .forEach(account -> users.put(account.customerId(), account.userId()));
        Set<String> others = new HashSet<>(customerIds);
        others.removeAll(users.keySet());
        if (!others.isEmpty()) {
            FormerCustomerRow.ofCustomers(others)
                    .forEach(former -> users.put(former.customerId(), former.userId()));
        }
        return users;
    }

    /** This customer and all others that its user has or had; itself if it is nobody's. */
    @Transactional
    public Set<String> withOthersOfUser(String customerId) {
        Set<String> customers = new HashSet<>(Set.of(customerId));
        String user = usersOf(List.of(customerId)).get(customerId);
        if (user != null) {
            ofUser(user).map(Account::customerId).ifPresent(customers::add);
            FormerCustomerRow.ofUser(user).forEach(former -> customers.add(former.customerId()));
        }
        return customers;
    }
}
