package io.tollgate.local.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.api.StripeApi;
import io.tollgate.local.standin.books.AccountSettings;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.control.ControlApi;
import io.tollgate.local.standin.delivery.Courier;
import io.tollgate.local.standin.delivery.Endpoint;
import io.tollgate.local.standin.delivery.Endpoints;
import io.tollgate.local.standin.fault.Faults;
import io.tollgate.local.standin.http.HttpListener;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.http.Request;
import io.tollgate.local.standin.pages.HostedPages;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.state.Bookkeeper;
import io.tollgate.local.standin.state.EventLog;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.state.World;
import io.tollgate.local.stripe.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A running stand-in: everything put together, behind one port. */
public final class StandIn implements AutoCloseable {

    private static final String CONTROL = "/_standin";

    /** How late something that is due by itself may happen. */
    private static final Duration TICK = Duration.ofMillis(100);

    private final Books books;
    private final Faults faults;
    private final Endpoints endpoints = new Endpoints();
    private final Courier courier;
    private final StripeApi stripe;
    private final ControlApi control;
    private final HostedPages pages;
    private final HttpListener server;
    private final Optional<BookFile> file;
    private volatile boolean closed;

    private StandIn(Settings settings) {
        Clock system = Clock.systemUTC();
        World world = new World(system);
        Store store = new Store();
        this.file = settings.books().map(BookFile::open);
        List<ObjectNode> before = file.map(BookFile::before).orElse(List.of());
        // java.util.Random may be used by several threads at once. No id is made in two lives.
        Ids ids = new Ids(new Random(settings.seed() + before.size()));
        this.faults = new Faults(settings.seed());
        EventLog events = new EventLog(world, ids, faults);
        this.books = new Books(world, store, events, ids, new AccountSettings());
        Desk desk = Desk.over(books);
        this.pages = new HostedPages(desk);
        Renderer renderer = new Renderer(price -> store.prices().get(price).json());
        this.courier =
                new Courier(endpoints, faults, renderer, settings.retry(), system, world::now);
        events.onEvent(courier::send);
        SampleCatalogue.load(desk.engine().catalogue());
        this.stripe =
                new StripeApi(
                        desk,
                        endpoints,
                        renderer,
                        faults,
                        settings.apiKey(),
                        settings.accountVersion());
        this.control = new ControlApi(desk.engine(), faults, courier, endpoints, stripe.calls());
        file.ifPresent(kept -> resume(kept, before, new Bookkeeper(world, store, events, kept)));
        this.server = HttpListener.start(settings.address(), settings.port(), this::handle);
        books.settings().pages(url());
        Thread.ofVirtual().name("standin-clock").start(this::tick);
    }

    private void resume(BookFile kept, List<ObjectNode> before, Bookkeeper keeper) {
        for (ObjectNode line : before) {
            if (!keeper.read(line) && !stripe.read(line)) {
                throw new IllegalArgumentException("not a line of a stand-in's books: " + line);
            }
        }
        keeper.begin();
        stripe.begin(kept);
        kept.takeOver();
    }

    /** Starts one; it answers as soon as this returns. */
    public static StandIn start(Settings settings) {
        return new StandIn(settings);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public Faults faults() {
        return faults;
    }

    /** Adds an endpoint with a secret that is known beforehand; gives its id. */
    public String register(Hook hook) {
        long now = books.world().now();
        Endpoint endpoint =
                new Endpoint(
                        books.ids().next("we_"), hook.url(), hook.events(), hook.version(), now);
        endpoint.secret(hook.secret(), now);
        endpoints.add(endpoint);
        return endpoint.id();
    }

    /** Sends again what was on its way when an earlier life ended. */
    public void resend() {
        books.events().resend();
    }

    @Override
    public void close() {
        closed = true;
        stripe.close();
        courier.close();
        server.close();
        file.ifPresent(BookFile::close);
    }

    private Reply handle(Request request) {
        String path = request.path();
        if (!path.startsWith(CONTROL + "/")) {
            return stripe.handle(request);
        }
        String rest = path.substring(CONTROL.length());
        return pages.handle(request, rest).orElseGet(() -> control.handle(request, rest));
    }

    private void tick() {
        while (!closed) {
            books.world().tick();
            LockSupport.parkNanos(TICK.toNanos());
        }
    }
}
