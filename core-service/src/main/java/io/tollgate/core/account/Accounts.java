package io.tollgate.core.account;

import io.tollgate.contracts.account.Account;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The links between users and Stripe customers: one each, never moved. Subscriptions find their
 * user through it when they are read, so it does not matter which of the two came first.
 */
@ApplicationScoped
public class Accounts {

    /** Links the two if neither is linked yet. */
    @Transactional
    public LinkResult link(String userId, String customerId) {
        boolean inserted = AccountRow.insertIfFree(userId, customerId);
        WishRow.deleteById(userId);
        List<Account> present =
                AccountRow.ofUserOrCustomer(userId, customerId).stream()
                        .map(AccountRow::toAccount)
                        .toList();
        for (Account account : present) {
            if (account.userId().equals(userId) && account.customerId().equals(customerId)) {
                return inserted
                        ? new LinkResult.Linked(account)
                        : new LinkResult.AlreadyLinked(account);
            }
        }
        boolean userIsLinked =
                present.stream().anyMatch(account -> account.userId().equals(userId));
        return new LinkResult.Refused(
                userIsLinked ? LinkResult.Side.USER : LinkResult.Side.CUSTOMER);
    }

    /** Notes that the user is to have a customer; empty if there is one already. */
    @Transactional
    Optional<Account> wish(String userId) {
        Optional<Account> account = ofUser(userId);
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

    /** Whose these customers are, by customer id; an unlinked one is left out. */
    @Transactional
    public Map<String, String> usersOf(Collection<String> customerIds) {
        return AccountRow.ofCustomers(customerIds).stream()
                .map(AccountRow::toAccount)
                .collect(Collectors.toMap(Account::customerId, Account::userId));
    }
}
