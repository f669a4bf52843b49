package io.tollgate.billing.notice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * By an incoming webhook: a POST of {@code {"text": …}}, answered 2xx (Slack: "Sending messages
 * using incoming webhooks"; Mattermost and others take the same).
 */
@ApplicationScoped
class ChatChannel implements Channel {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final NoticeConfig config;
    private final Wording wording;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    ChatChannel(NoticeConfig config, Wording wording) {
        this.config = config;
        this.wording = wording;
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public boolean isOn() {
        return config.chatUrl().isPresent();
    }

    @Override
    public void send(List<News> news) throws UndeliveredException {
        String body =
                JsonNodeFactory.instance.objectNode().put("text", wording.chat(news)).toString();
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(config.chatUrl().orElseThrow()))
                            .timeout(ANSWER)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status < 200 || status > 299) {
                throw new UndeliveredException("status=" + status);
            }
        } catch (IOException e) {
            throw new UndeliveredException(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliveredException("interrupted");
        }
    }
}
