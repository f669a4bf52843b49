package io.tollgate.billing.notice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Json;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mail server and a chat that take notices. */
public final class People implements QuarkusTestResourceLifecycleManager {

    private static final String HOOK = "/services/T000/B000/chat_hook_test_secret";

    private static @Nullable WireMockServer chat;
    private static @Nullable GreenMail mail;

    @Override
    public Map<String, String> start() {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        chat = server;
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        mail = smtp;
        chatAnswers(200);
        return Map.ofEntries(
                Map.entry("tollgate.notice.chat-url", server.baseUrl() + HOOK),
                Map.entry("tollgate.notice.mail-to", "ops@example.test,dev@example.test"),
                Map.entry("tollgate.notice.console-url", "https://ops.example.test/console/"),
                Map.entry("tollgate.notice.check-every", "100MS"),
                Map.entry("tollgate.notice.breaker-open-for", "200MS"),
                Map.entry("quarkus.mailer.mock", "false"),
                // Otherwise it asks the network for its name, which may take long.
                Map.entry("quarkus.mailer.own-host-name", "localhost"),
                Map.entry("SMTP_HOST", "127.0.0.1"),
                Map.entry("SMTP_PORT", Integer.toString(smtp.getSmtp().getPort())),
                Map.entry("SMTP_START_TLS", "DISABLED"),
                Map.entry("SMTP_FROM", "tollgate@example.test"));
    }

    @Override
    public void stop() {
        chat().stop();
        mail().stop();
    }

    /** What the chat answers from now on; nothing of before is remembered. */
    static void chatAnswers(int status) {
        chat().resetAll();
        chat().stubFor(post(HOOK).willReturn(aResponse().withStatus(status).withBody("told")));
    }

    /** The texts the chat was sent, the refused ones too, oldest first. */
    static List<String> chatTexts() {
        return chat().findAll(postRequestedFor(urlEqualTo(HOOK))).stream()
                .map(request -> Json.node(request.getBodyAsString()).path("text").asText())
                .toList();
    }

    /** The mails that came, each as recipient, subject and text. */
    static List<String> mails() {
        return Arrays.stream(mail().getReceivedMessages()).map(People::text).toList();
    }

    private static String text(MimeMessage message) {
        try {
            return String.join(
                    "\n",
                    Arrays.toString(message.getAllRecipients()),
                    message.getSubject(),
                    message.getContent().toString());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WireMockServer chat() {
        return Objects.requireNonNull(chat);
    }

    private static GreenMail mail() {
        return Objects.requireNonNull(mail);
    }
}
