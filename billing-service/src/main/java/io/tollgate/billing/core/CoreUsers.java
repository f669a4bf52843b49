package io.tollgate.billing.core;

import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.contracts.quota.OperatorOverride;
import io.tollgate.contracts.quota.QuotaExplanation;
import io.tollgate.contracts.quota.QuotaSummary;
import io.tollgate.contracts.quota.UserNotices;
import io.tollgate.contracts.quota.UserOverrides;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Users and what they may do, as core knows it, for people who look after them. */
@ApplicationScoped
public class CoreUsers {

    private final CoreUserSearchApi search;
    private final CoreAccountApi accounts;
    private final CoreQuotaApi quotas;
    private final CoreOverrideApi overrides;
    private final CoreNoticeApi notices;

    CoreUsers(
            @RestClient CoreUserSearchApi search,
            @RestClient CoreAccountApi accounts,
            @RestClient CoreQuotaApi quotas,
            @RestClient CoreOverrideApi overrides,
            @RestClient CoreNoticeApi notices) {
        this.search = search;
        this.accounts = accounts;
        this.quotas = quotas;
        this.overrides = overrides;
        this.notices = notices;
    }

    /** Who an id, or the beginning of a user's id, leads to. */
    public Look<UsersFound> find(String query, int limit) {
        return Asked.look(() -> search.find(query, Integer.toString(limit))).ofList();
    }

    /** The user's customer; missing if there is none. */
    public Look<Account> account(String userId) {
        return Asked.look(() -> accounts.get(userId));
    }

    /** Plan, limits and usage; also of a user core never heard of, who is on the default plan. */
    public Look<QuotaSummary> summary(String userId) {
        return Asked.look(() -> quotas.summary(userId)).ofList();
    }

    /**
     * Why a user may or may not.
     *
     * @param at Unix seconds with up to six decimals; null for now
     * @param amount null for what the ledger has of that moment, or 1
     */
    public Look<QuotaExplanation> explain(
            String userId, String resource, @Nullable String at, @Nullable String amount) {
        return Asked.look(() -> quotas.explain(userId, resource, at, amount)).ofList();
    }

    /** Limits set by hand, newest first. */
    public Look<UserOverrides> overrides(String userId) {
        return Asked.look(() -> overrides.list(userId)).ofList();
    }

    /** Sets a limit by hand. */
    public Look<LimitOverride.History> override(
            String userId, String resource, OperatorOverride wish) {
        return Asked.look(() -> overrides.set(userId, resource, wish)).ofList();
    }

    /** Lets the plan's limit count again. */
    public Look<LimitOverride.History> withdraw(
            String userId, String resource, String reason, String by) {
        return Asked.look(() -> overrides.withdraw(userId, resource, reason, by)).ofList();
    }

    /** What the user's support should know, newest first. */
    public Look<UserNotices> notices(String userId, int limit) {
        return Asked.look(() -> notices.latest(userId, Integer.toString(limit))).ofList();
    }
}
