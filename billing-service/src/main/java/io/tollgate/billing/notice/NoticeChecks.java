package io.tollgate.billing.notice;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What is wrong with the settings of notices, for the start to be refused. */
public final class NoticeChecks {

    private NoticeChecks() {}

    /** The faults, each naming its setting and none a secret. */
    public static List<String> faults(NoticeConfig notices, Config config) {
        List<String> faults = new ArrayList<>();
        if (!isHttp(notices.chatUrl())) {
            faults.add("TOLLGATE_NOTICE_CHAT_URL is not an http or https URL with a host.");
        }
        if (!isHttp(notices.consoleUrl())) {
            faults.add("TOLLGATE_NOTICE_CONSOLE_URL is not an http or https URL with a host.");
        }
        boolean mail = notices.mailTo().filter(to -> !to.isEmpty()).isPresent();
        if (mail && (!isSet(config, "SMTP_HOST") || !isSet(config, "SMTP_FROM"))) {
            faults.add(
                    "TOLLGATE_NOTICE_MAIL_TO needs a mail server and a sender: set SMTP_HOST and"
                            + " SMTP_FROM.");
        }
        return faults;
    }

    /** A host that no URL may have, such as one with an underscore, is none. */
    private static boolean isHttp(Optional<String> url) {
        try {
            return url.map(URI::create).filter(uri -> !isHttp(uri)).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null
                && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .isPresent();
    }
}
