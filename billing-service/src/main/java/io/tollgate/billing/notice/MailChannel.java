package io.tollgate.billing.notice;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * By mail. One message to all addresses, so that a failure is one of all and nobody is told twice.
 */
@ApplicationScoped
class MailChannel implements Channel {

    private final Mailer mailer;
    private final NoticeConfig config;
    private final Wording wording;

    MailChannel(Mailer mailer, NoticeConfig config, Wording wording) {
        this.mailer = mailer;
        this.config = config;
        this.wording = wording;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public boolean isOn() {
        return config.mailTo().filter(addresses -> !addresses.isEmpty()).isPresent();
    }

    @Override
    public void send(List<News> news) throws UndeliveredException {
        Mail mail =
                new Mail()
                        .setTo(config.mailTo().orElseThrow())
                        .setSubject(wording.subject(news))
                        .setText(wording.plain(news));
        try {
            mailer.send(mail);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UndeliveredException(cause.getClass().getSimpleName());
        }
    }
}
