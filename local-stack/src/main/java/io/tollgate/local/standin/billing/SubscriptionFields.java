package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.Metadata;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a subscription that a call sets without further consequences. */
final class SubscriptionFields {

    private final Books books;
    private final Schedule schedule;

    SubscriptionFields(Books books, Schedule schedule) {
        this.books = books;
        this.schedule = schedule;
    }

    /** Refuses what cannot be, before anything is changed. */
    void check(Params params) {
        params.text("default_payment_method")
                .ifPresent(id -> PaymentMethods.requireKnown(id, "default_payment_method"));
        params.flag("cancel_at_period_end");
        params.oneOf("collection_method", "charge_automatically", "send_invoice");
        params.nested("trial_settings")
                .nested("end_behavior")
                .oneOf("missing_payment_method", "cancel", "create_invoice", "pause");
        if (params.isNested("pause_collection")) {
            Params pause = params.nested("pause_collection");
            pause.need("behavior");
            pause.oneOf("behavior", "keep_as_draft", "mark_uncollectible", "void");
            pause.number("resumes_at");
        }
        if (params.flag("cancel_at_period_end").isPresent()
                && params.text("cancel_at").isPresent()) {
            throw Refusal.invalid(
                    "You cannot pass `cancel_at` and `cancel_at_period_end` at the same time.",
                    "cancel_at");
        }
        checkCancelAt(params);
    }

    private void checkCancelAt(Params params) {
        Optional<String> at = params.text("cancel_at");
        if (at.isPresent() && !at.get().endsWith("_period_end")) {
            long time = params.number("cancel_at").orElseThrow();
            if (time <= books.now()) {
                throw Refusal.invalid("`cancel_at` must be in the future.", "cancel_at");
            }
        }
    }

    /** Sets them; cancelling goes by the periods the items have by now. */
    void apply(Subscription subscription, Params params) {
        Metadata.merge(subscription, params);
        if (params.has("description")) {
            subscription.text("description", params.text("description").orElse(null));
        }
        if (params.has("default_payment_method")) {
            subscription.text(
                    "default_payment_method", params.text("default_payment_method").orElse(null));
        }
        params.text("collection_method")
                .ifPresent(method -> subscription.text("collection_method", method));
        params.number("days_until_due")
                .ifPresent(days -> subscription.number("days_until_due", days));
        params.nested("trial_settings")
                .nested("end_behavior")
                .text("missing_payment_method")
                .ifPresent(word -> endBehavior(subscription, word));
        pauseCollection(subscription, params);
        cancellation(subscription, params);
    }

    /** What somebody said about why it ends. */
    static void cancellationDetails(Subscription subscription, Params params) {
        Params given = params.nested("cancellation_details");
        ObjectNode details = subscription.json().withObject("/cancellation_details");
        given.text("comment").ifPresent(comment -> details.put("comment", comment));
        given.text("feedback").ifPresent(feedback -> details.put("feedback", feedback));
    }

    private static void endBehavior(Subscription subscription, String word) {
        subscription
                .json()
                .withObject("/trial_settings/end_behavior")
                .put("missing_payment_method", word);
    }

    private void pauseCollection(Subscription subscription, Params params) {
        if (params.clears("pause_collection")) {
            subscription.json().putNull("pause_collection");
        } else if (params.isNested("pause_collection")) {
            Params pause = params.nested("pause_collection");
            Long until = pause.number("resumes_at").orElse(null);
            subscription
                    .json()
                    .putObject("pause_collection")
                    .put("behavior", pause.need("behavior"))
                    .put("resumes_at", until);
            if (until != null) {
                books.world().plan(Task.Kind.RESUME_COLLECTION, subscription.id(), until);
            }
        }
    }

    private void cancellation(Subscription subscription, Params params) {
        cancellationDetails(subscription, params);
        Optional<Boolean> atEnd = params.flag("cancel_at_period_end");
        if (atEnd.isPresent()) {
            boolean ends = atEnd.get();
            subscription.flag("cancel_at_period_end", ends);
            cancelAt(subscription, ends ? subscription.lastBoundary() : null);
        } else if (params.has("cancel_at")) {
            subscription.flag("cancel_at_period_end", false);
            cancelAt(subscription, wantedEnd(subscription, params));
        }
    }

    private static @Nullable Long wantedEnd(Subscription subscription, Params params) {
        return switch (params.text("cancel_at").orElse("")) {
            case "" -> null;
            case "min_period_end" -> subscription.nextBoundary();
            case "max_period_end" -> subscription.lastBoundary();
            default -> params.number("cancel_at").orElseThrow();
        };
    }

    private void cancelAt(Subscription subscription, @Nullable Long at) {
        subscription.number("cancel_at", at);
        subscription.number("canceled_at", at == null ? null : Long.valueOf(books.now()));
        subscription
                .json()
                .withObject("/cancellation_details")
                .put("reason", at == null ? null : Endings.REQUESTED);
        schedule.cut(subscription);
    }
}
