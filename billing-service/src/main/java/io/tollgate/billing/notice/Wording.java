package io.tollgate.billing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts news into the words of a message. */
@ApplicationScoped
class Wording {

    private final Optional<String> console;

    Wording(NoticeConfig config) {
        this.console = config.consoleUrl().map(url -> url.replaceAll("/+$", ""));
    }

    /** Of a mail. */
    String subject(List<News> news) {
        String first = news.getFirst().sentence();
        return news.size() == 1
                ? "Tollgate: " + first
                : "Tollgate: %s, and %d more".formatted(first, news.size() - 1);
    }

    /** Of a mail: each with its link below it. */
    String plain(List<News> news) {
        return news.stream()
                .map(each -> each.sentence() + link(each).map(url -> "\n" + url).orElse(""))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    /** Of a chat, in Slack's markup. */
    String chat(List<News> news) {
        return news.stream()
                .map(
                        each ->
                                "• "
                                        + escaped(each.sentence())
                                        + link(each)
                                                .map(url -> " <" + escaped(url) + "|Look>")
                                                .orElse(""))
                .collect(Collectors.joining("\n", "*Tollgate*\n", ""));
    }

    private Optional<String> link(News news) {
        return console.map(url -> url + news.page());
    }

    /** What has a meaning in Slack's markup (Slack: "Formatting text", escaping). */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
