package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One event is one trace, from the webhook to core, over the death of the process in between. */
class TraceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Set<String> SPANS =
            Set.of(
                    "POST /webhook/stripe",
                    "keep",
                    "lane",
                    "stripe subscription",
                    "POST /internal/subscription/update");

    private static StackBuilder tracing(SpanReceiver receiver) {
        StackBuilder builder = Systems.withStripe();
        String[] settings = {
            "OTEL_SDK_DISABLED", "false",
            "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url().toString(),
            "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200MS"
        };
        for (int i = 0; i < settings.length; i += 2) {
            builder.billingEnv(settings[i], settings[i + 1]).coreEnv(settings[i], settings[i + 1]);
        }
        return builder;
    }

    @Test
    void an_event_is_followed_from_the_webhook_to_core_though_billing_dies_between()
            throws Exception {
        Random random = new Random(Soak.seed("trace"));
        try (SpanReceiver receiver = new SpanReceiver();
                Stack stack = tracing(receiver).start()) {
            Shop shop = new Shop(stack, random).signUp(1);
            new Agreement(stack).settle();
            String subscription = shop.subscriptions().getFirst();
            // What the sign-up led to is told before the event that is followed.
            assertThat(
                            Await.until(
                                    PATIENCE,
                                    () ->
                                            keeps(receiver, subscription).size()
                                                    >= kept(stack, subscription)))
                    .isTrue();
            int before = keeps(receiver, subscription).size();
            stack.core().stop();
            // Kept, not forwarded: core is away, and the worker that tries dies with its process.
            shop.touch(subscription);
            new Agreement(stack).delivered();
            assertThat(Await.until(PATIENCE, () -> keeps(receiver, subscription).size() > before))
                    .isTrue();
            TraceSpan kept = keeps(receiver, subscription).getLast();
            stack.billing(0).kill();

            stack.core().start();
            stack.billing(0).start();

            new Agreement(stack).settle();
            Await.until(PATIENCE, () -> isWhole(trace(receiver, kept)));
            List<TraceSpan> trace = trace(receiver, kept);
            System.out.println(TraceSpan.tree(trace));
            assertThat(trace).extracting(TraceSpan::name).containsAll(SPANS);
            assertThat(services(trace)).containsExactly("billing-service", "core-service");
            assertThat(trace.stream().filter(span -> span.name().equals("lane")))
                    .allSatisfy(
                            lane ->
                                    assertThat(lane.attributes())
                                            .containsEntry("tollgate.lane", subscription));
            String mark = "trace=" + kept.trace();
            assertThat(Files.readString(stack.billing(0).log()))
                    .containsPattern(mark + " forwarded lane=" + subscription);
            assertThat(Files.readString(stack.core().log()))
                    .containsPattern(mark + " .*subscription_update outcome=");
            namesNobody(receiver.spans(), stack);
        }
    }

    /** No span carries an address with an id in it, who called, whose lane it is, or a secret. */
    private static void namesNobody(List<TraceSpan> spans, Stack stack) {
        List<String> told =
                spans.stream()
                        .flatMap(span -> span.attributes().entrySet().stream())
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .distinct()
                        .toList();
        assertThat(told)
                .contains("url.path=removed", "client.address=removed")
                .noneMatch(it -> it.matches(".*(cus_\\w{8}|user_\\w{8}|_secret_).*"))
                .noneMatch(it -> it.matches("(url|http)\\..*/\\w+/\\w+_\\w{8}.*"))
                .noneMatch(it -> it.matches("url\\.(full|path|query)=(?!removed).*"))
                .noneMatch(it -> it.contains(stack.secrets().coreApiKey()))
                .noneMatch(it -> it.contains(stack.secrets().stripeSecretKey()));
    }

    private static int kept(Stack stack, String lane) {
        return new Truth(stack)
                .query("SELECT event_id FROM inbox_event WHERE lane = ANY (?)", List.of(lane))
                .size();
    }

    /** Each service tells its spans in its own time. */
    private static boolean isWhole(List<TraceSpan> trace) {
        return services(trace).size() == 2
                && trace.stream()
                        .map(TraceSpan::name)
                        .collect(Collectors.toSet())
                        .containsAll(SPANS);
    }

    private static Set<String> services(List<TraceSpan> trace) {
        return trace.stream()
                .map(TraceSpan::service)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<TraceSpan> trace(SpanReceiver receiver, TraceSpan one) {
        return receiver.spans().stream().filter(it -> it.trace().equals(one.trace())).toList();
    }

    private static List<TraceSpan> keeps(SpanReceiver receiver, String lane) {
        return receiver.spans().stream()
                .filter(span -> span.name().equals("keep"))
                .filter(span -> lane.equals(span.attributes().get("tollgate.lane")))
                .toList();
    }
}
