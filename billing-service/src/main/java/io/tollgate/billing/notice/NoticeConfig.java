package io.tollgate.billing.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is told when something waits for a person. Nobody, unless an address is given. */
@ConfigMapping(prefix = "tollgate.notice")
public interface NoticeConfig {

    /** Mail addresses that are told, separated by commas. */
    Optional<List<String>> mailTo();

    /**
     * The incoming webhook of a chat, as Slack's and those made to be like it take messages. It is
     * a secret: who knows it can write there.
     */
    Optional<String> chatUrl();

    /**
     * Where people find the console, such as {@code https://billing.example.com/console}; messages
     * link to its pages.
     */
    Optional<String> consoleUrl();

    /** How often it is looked whether there is something to tell. */
    @WithDefault("30S")
    Duration checkEvery();

    /**
     * The least time between two messages to the same place; what happens meanwhile is gathered.
     */
    @WithDefault("15M")
    Duration atMostEvery();

    /** A breaker that is open for less is not told of. */
    @WithDefault("5M")
    Duration breakerOpenFor();
}
