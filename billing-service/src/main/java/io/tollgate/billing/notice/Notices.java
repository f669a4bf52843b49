package io.tollgate.billing.notice;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks now and then whether there is news, and sends them in one message to each channel, as long
 * as one is set up. What cannot be sent is tried again; a message may come twice, none is lost.
 */
@ApplicationScoped
class Notices {

    private static final Logger LOG = Logger.getLogger(Notices.class);

    private final List<Source> sources;
    private final List<Channel> channels;
    private final NoticeTable table;
    private final NoticeConfig config;
    private final List<ScheduledExecutorService> timers = new ArrayList<>();

    Notices(
            @All List<Source> sources,
            @All List<Channel> channels,
            NoticeTable table,
            NoticeConfig config) {
        this.sources = sources;
        this.channels = channels.stream().filter(Channel::isOn).toList();
        this.table = table;
        this.config = config;
    }

    /** Each channel has a thread of its own: one that hangs holds up no other. */
    void start(@Observes StartupEvent event) {
        long pause = config.checkEvery().toMillis();
        for (Channel channel : channels) {
            ScheduledExecutorService timer =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform()
                                    .name("notices-" + channel.name())
                                    .daemon(true)
                                    .factory());
            ScheduledFuture<?> _ =
                    timer.scheduleWithFixedDelay(
                            () -> look(channel), pause, pause, TimeUnit.MILLISECONDS);
            timers.add(timer);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        timers.forEach(ScheduledExecutorService::shutdownNow);
    }

    private void look(Channel channel) {
        sources.forEach(Source::watch);
        try {
            tell(channel);
        } catch (SQLException e) {
            LOG.warnf("notice not sent channel=%s sqlstate=%s", channel.name(), e.getSQLState());
        } catch (UndeliveredException e) {
            LOG.warnf("notice not sent channel=%s: %s", channel.name(), e.getMessage());
        } catch (RuntimeException e) {
            // The next go tries again; without this the timer would stop for good.
            LOG.errorf(
                    "notice not sent channel=%s: %s", channel.name(), e.getClass().getSimpleName());
        }
    }

    /** Sends a channel what is new to it, if there is something and it may be sent now. */
    private void tell(Channel channel) throws SQLException, UndeliveredException {
        Optional<NoticeTable.Told> told = table.free(channel.name(), config.atMostEvery());
        if (told.isEmpty()) {
            return;
        }
        List<News> news = new ArrayList<>();
        Map<String, String> marks = new HashMap<>(told.get().marks());
        for (Source source : sources) {
            source.look(marks.get(source.topic()))
                    .ifPresent(
                            found -> {
                                marks.put(source.topic(), found.mark());
                                found.news().ifPresent(news::add);
                            });
        }
        if (news.isEmpty()) {
            if (!marks.equals(told.get().marks())) {
                table.note(channel.name(), told.get(), marks);
            }
        } else if (table.claim(channel.name(), told.get())) {
            channel.send(news);
            table.settle(channel.name(), told.get(), marks);
            LOG.infof("notice sent channel=%s news=%d", channel.name(), news.size());
        }
    }
}
