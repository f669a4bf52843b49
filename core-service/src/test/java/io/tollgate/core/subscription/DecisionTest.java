package io.tollgate.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import io.tollgate.core.Updates;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.TestCatalogue;
import io.tollgate.core.subscription.Decision.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guards, in their order, for every combination of what the two sides know. */
class DecisionTest {

    private static final Catalogue CATALOGUE = TestCatalogue.sample();
    private static final Updates BASE = Updates.of("cus_1", "sub_1");

    private static SubscriptionState held(Updates... updates) {
        SubscriptionState state = null;
        for (Updates update : updates) {
            state = SubscriptionState.after(state, update.build(), CATALOGUE);
        }
        if (state == null) {
            throw new IllegalArgumentException("at least one update");
        }
        return state;
    }

    private static Decision decide(@Nullable SubscriptionState held, Updates update) {
        return Decision.on(held, update.build(), CATALOGUE);
    }

    private static SubscriptionState next(Decision decision) {
        return switch (decision) {
            case Decision.Apply(SubscriptionState next, Reason _) -> next;
            case Decision.Unchanged(SubscriptionState next) -> next;
            default -> throw new AssertionError(decision);
        };
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Apply(SubscriptionState _, Reason reason) -> "apply:" + reason.word();
            case Decision.Unchanged _ -> "unchanged";
            case Decision.Remapped _ -> "remapped";
            case Decision.Stale(Reason reason) -> "stale:" + reason.word();
            case Decision.Terminal _ -> "terminal";
            case Decision.SequenceConflict _ -> "conflict";
        };
    }

    /** Held: sequence 5 and time 500 where the columns say so. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // held seq, held time, seq, time, same content, expected
                "5, 500, 4, 600, false, stale:older_sequence",
                "5, 500, 4, 600, true,  stale:older_sequence",
                "5, 500, 5, 500, true,  unchanged",
                "5, 500, 5, 400, true,  unchanged",
                "5, 500, 5, 600, false, conflict",
                "5, 500, 6, 500, false, apply:newer_state",
                "5, 500, 6, 600, false, apply:newer_state",
                "5, 500, 6, 600, true,  unchanged",
                "5, 500, 6, 499, false, stale:older_time",
                "5, 500, 6, 499, true,  stale:older_time",
                "5, 500, -, 499, false, stale:older_time",
                "5, 500, -, 500, false, apply:newer_state",
                "5, 500, -, -,   false, apply:newer_state",
                "5, 500, -, -,   true,  unchanged",
                "5, -,   6, 1,   false, apply:newer_state",
                "-, 500, 1, -,   false, apply:newer_state",
                "-, 500, 1, 499, false, stale:older_time",
                "-, -,   -, -,   false, apply:newer_state",
                "-, -,   1, 1,   true,  unchanged",
            })
    void theGuardsAnswerInTheirOrder(
            @Nullable Long heldSequence,
            @Nullable Long heldTime,
            @Nullable Long sequence,
            @Nullable Long time,
            boolean same,
            String expected) {
        SubscriptionState held = held(BASE.sequence(heldSequence).occurredAt(heldTime));
        Updates update = same ? BASE : BASE.plan("price_team_monthly");

        Decision decision = decide(held, update.sequence(sequence).occurredAt(time));

        assertThat(word(decision)).isEqualTo(expected);
    }

    @Test
    void theFirstUpdateIsAppliedWhateverItSays() {
        assertThat(word(decide(null, BASE.status("canceled")))).isEqualTo("apply:first_state");
    }

    @ParameterizedTest
    @CsvSource({"canceled", "incomplete_expired"})
    void aSubscriptionThatHasEndedChangesNoMore(String status) {
        SubscriptionState held = held(BASE.status(status).sequence(1L));

        assertThat(word(decide(held, BASE.sequence(2L)))).isEqualTo("terminal");
        assertThat(word(decide(held, BASE.status(status).sequence(1L)))).isEqualTo("terminal");
        assertThat(word(decide(held, BASE.sequence(0L)))).isEqualTo("terminal");
    }

    @Test
    void whatWasReachedIsRememberedAlsoByARepeatAndByUpdatesThatKnowLess() {
        SubscriptionState held = held(BASE.sequence(5L).occurredAt(500L));

        assertThat(next(decide(held, BASE.sequence(9L).occurredAt(900L))).version())
                .isEqualTo(new Version(9L, 900L));
        assertThat(next(decide(held, BASE.plan("price_team_monthly"))).version())
                .isEqualTo(new Version(5L, 500L));
    }

    @Test
    void anUnknownStatusKeepsWhatTheLastKnownOneGave() {
        SubscriptionState held = held(BASE.bounds(1L, 2L, 3L));

        SubscriptionState next =
                next(
                        decide(
                                held,
                                BASE.status("hibernating")
                                        .plan("price_team_monthly")
                                        .expiry(Updates.PERIOD_END + 1000)));

        assertThat(next.status()).isEqualTo("hibernating");
        assertThat(next.knownStatus()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(next.terms()).isEqualTo(held.terms());
    }

    @Test
    void anUnknownStatusIsARepeatOnlyOfItself() {
        Updates unknown = BASE.status("hibernating").sequence(2L);
        SubscriptionState held = held(BASE.sequence(1L), unknown);

        assertThat(word(decide(held, unknown))).isEqualTo("unchanged");
        assertThat(word(decide(held, unknown.expiry(1)))).isEqualTo("conflict");
    }

    @Test
    void aKnownStatusAfterAnUnknownOneIsTheStateAgain() {
        SubscriptionState held = held(BASE, BASE.status("hibernating"));

        SubscriptionState next = next(decide(held, BASE.status("past_due").expiry(7)));

        assertThat(next.knownStatus()).isEqualTo(SubscriptionStatus.PAST_DUE);
        assertThat(next.terms().expiryDate()).isEqualTo(7);
    }

    @Test
    void anAppliedUpdateForgetsTheOptionalFieldsItDoesNotRepeat() {
        SubscriptionState held = held(BASE.bounds(1L, 2L, 3L).items(item("price_pro_yearly", 1)));

        Terms terms = next(decide(held, BASE.expiry(9))).terms();

        assertThat(terms.paidThrough()).isNull();
        assertThat(terms.cancelAt()).isNull();
        assertThat(terms.trialEnd()).isNull();
        assertThat(terms.items()).isEmpty();
    }

    @Test
    void anUnknownPriceKeepsThePlanThatWasMappedLast() {
        SubscriptionState next = next(decide(held(BASE), BASE.plan("price_unheard_of")));

        assertThat(next.terms().planId()).isEqualTo("price_unheard_of");
        assertThat(next.plan(CATALOGUE).orElseThrow().name()).isEqualTo("pro");
    }

    @Test
    void anUnknownPriceHealsWhenTheCatalogueLearnsIt() {
        SubscriptionState held = held(BASE.plan("price_new"));
        Catalogue later =
                TestCatalogue.parse(
                        TestCatalogue.sampleText()
                                .replace(
                                        "[price_team_monthly,", "[price_new, price_team_monthly,"));

        assertThat(held.plan(CATALOGUE)).isEmpty();
        assertThat(held.plan(later).orElseThrow().name()).isEqualTo("team");
    }

    @Test
    void theItemWithTheBestPlanCountsWithItsOwnPeriod() {
        SubscriptionState held =
                held(
                        BASE.plan("price_addon")
                                .items(
                                        item("price_addon", 10),
                                        item("price_pro_yearly", 20),
                                        item("price_team_yearly", 30),
                                        item("price_team_monthly", 40)));

        Pick pick = Pick.from(held.terms(), CATALOGUE);

        assertThat(pick.priceId()).isEqualTo("price_team_monthly");
        assertThat(pick.expiryDate()).isEqualTo(40);
        assertThat(pick.quantity()).isEqualTo(2);
    }

    @Test
    void withoutAKnownItemTheTopLevelPriceAndPeriodCount() {
        SubscriptionState held = held(BASE.items(item("price_addon", 10)));

        Pick pick = Pick.from(held.terms(), CATALOGUE);

        assertThat(pick.priceId()).isEqualTo("price_pro_monthly");
        assertThat(pick.expiryDate()).isEqualTo(Updates.PERIOD_END);
    }

    private static Item item(String price, long expiry) {
        return new Item(price, 2L, 5L, expiry);
    }
}
