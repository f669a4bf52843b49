package io.tollgate.local.load;

import io.tollgate.local.client.Answer;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Users of the plan pro, whom core allows as much as a load takes. */
final class Subscribers {

    private static final Duration A_YEAR = Duration.ofDays(365);

    private Subscribers() {}

    /** Tells core of a subscription of each of these users. */
    static void add(Stack stack, List<String> users) throws IOException {
        CoreClient core = CoreClient.of(stack);
        long now = Instant.now().getEpochSecond();
        for (String user : users) {
            require(core.link(user, "cus_" + user));
            require(
                    core.update(
                            Map.of(
                                    "customer_id",
                                    "cus_" + user,
                                    "subscription_id",
                                    "sub_" + user,
                                    "plan_id",
                                    "price_pro_monthly",
                                    "start_date",
                                    now,
                                    "expiry_date",
                                    now + A_YEAR.toSeconds(),
                                    "status",
                                    "active")));
        }
    }

    private static void require(Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("core answered " + answer.status());
        }
    }
}
