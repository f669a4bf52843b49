package io.tollgate.local;

import io.tollgate.local.client.Answer;
import io.tollgate.local.client.BuyerClient;
import io.tollgate.local.client.Pair;
import io.tollgate.local.shop.Shop;
import io.tollgate.local.shop.ShopSettings;
import io.tollgate.local.stack.ConsoleUsers;
import io.tollgate.local.stack.DirectoryLock;
import io.tollgate.local.stack.Layout;
import io.tollgate.local.stack.Ports;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;
import io.tollgate.local.stack.StackException;
import io.tollgate.local.tour.Tour;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code ./run} starts: the stack, the tour, then the logs until Ctrl-C. */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    private final LaunchOptions options;
    private final Optional<StripeAccount> account;
    private final PrintStream out;
    private final Stack stack;
    private final StackEnv env;
    private final Thread main = Thread.currentThread();

    /** An interrupt may end the tour and the watching, but must not disturb the start. */
    private volatile boolean interruptible;

    private volatile boolean stopping;
    private volatile boolean stopped;

    private Launcher(LaunchOptions options, Path directory, PrintStream out) {
        this.options = options;
        this.account = StripeAccount.in(System.getenv());
        this.out = out;
        this.env = new StackEnv(directory);
        StackBuilder builder =
                Stack.builder()
                        .directory(directory)
                        .ports(Ports.from(options.portBase()))
                        .fresh(options.fresh());
        account.ifPresentOrElse(
                real ->
                        builder.billingEnv("STRIPE_SECRET_KEY", real.secretKey())
                                .billingEnv("STRIPE_WEBHOOK_SECRET", real.webhookSecret()),
                builder::stripe);
        this.stack = builder.build();
        if (account.isPresent() && options.once()) {
            throw new StackException("--once is about the tour, which needs the stand-in");
        }
    }

    public static void main(String[] arguments) {
        System.exit(start(List.of(arguments), System.out));
    }

    private static int start(List<String> arguments, PrintStream out) {
        Path directory = Layout.localDirectory();
        try {
            LaunchOptions options = LaunchOptions.parse(arguments);
            DirectoryLock lock = DirectoryLock.acquire(directory);
            int exitCode = new Launcher(options, directory, out).run();
            lock.close();
            return exitCode;
        } catch (LaunchOptions.UsageException e) {
            System.err.println("./run: " + e.getMessage() + " (see ./run --help)");
            return USAGE;
        } catch (StackException e) {
            System.err.println("./run: " + e.getMessage());
            return FAILED;
        }
    }

    private int run() {
        env.delete();
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "stop"));
        try {
            return show() ? 0 : FAILED;
        } catch (StackException e) {
            if (!stopping) {
                System.err.println("./run: " + e.getMessage());
            }
            return FAILED;
        } finally {
            if (!stopping) {
                stop();
            }
        }
    }

    private boolean show() {
        out.printf(
                "Starting PostgreSQL,%s core-service and billing-service ...%n",
                stack.hasStripe() ? " a stand-in for Stripe," : "");
        long begin = System.nanoTime();
        stack.start();
        out.printf("Ready after %.1f s.%n", (System.nanoTime() - begin) / 1e9);
        env.write(stack);
        interruptible = true;
        boolean toured = options.tour() && stack.hasStripe();
        boolean asExpected = !toured || new Tour(Pair.of(stack), out).run();
        if (!options.once() && !stopping) {
            stayUp();
        }
        return asExpected;
    }

    private void stayUp() {
        try (Shop shop = Shop.start(stack.shopUrl().getPort(), shopSettings())) {
            out.print(readyText(shop));
            new Supervisor(stack, env, out).watch();
        }
    }

    private ShopSettings shopSettings() {
        URI billing = stack.billing(0).url();
        URI core = stack.core().url();
        return account.map(real -> ShopSettings.stripe(billing, core, real.publishableKey()))
                .orElseGet(() -> ShopSettings.standIn(billing, core, stack.stripe().url()));
    }

    /** A page of an order that is there to be paid. */
    private URI checkout(Shop shop) throws IOException {
        Answer order = BuyerClient.of(stack, StackEnv.USER).order("setup_help", "usd");
        if (!order.isSuccess()) {
            throw new StackException("core takes no order: " + order.body());
        }
        return shop.checkout(
                order.body().path("order_id").asLong(), stack.jwts().user(StackEnv.USER));
    }

    private void stop() {
        env.delete();
        stack.close();
        stopped = true;
    }

    /** The shutdown hook: does nothing after an orderly end. */
    private void onSignal() {
        if (stopped) {
            return;
        }
        stopping = true;
        out.println("\nStopping ...");
        if (interruptible) {
            main.interrupt();
        }
        stop();
        out.println("Stopped.");
        out.flush();
        Runtime.getRuntime().halt(options.once() ? INTERRUPTED : 0);
    }

    private String readyText(Shop shop) {
        try (InputStream in = Launcher.class.getResourceAsStream("ready.txt")) {
            if (in == null) {
                throw new IllegalStateException("no ready.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{billing}", stack.billing(0).url().toString())
                    .replace("{billing_management}", stack.billing(0).managementUrl().toString())
                    .replace("{core}", stack.core().url().toString())
                    .replace("{core_management}", stack.core().managementUrl().toString())
                    .replace("{console}", consoleText())
                    .replace("{stripe}", stripeText())
                    .replace("{checkout}", checkout(shop).toString())
                    .replace("{billing_db}", stack.billingDatabase().url())
                    .replace("{core_db}", stack.coreDatabase().url());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String consoleText() {
        if (!stack.hasStripe()) {
            return "off; the README says how to set it up";
        }
        ConsoleUsers.User admin = ConsoleUsers.ADMIN;
        ConsoleUsers.User support = ConsoleUsers.SUPPORT;
        return "%s/console   sign in as %s / %s (may act) or %s / %s (may look)"
                .formatted(
                        stack.billing(0).url(),
                        admin.name(),
                        admin.password(),
                        support.name(),
                        support.password());
    }

    private String stripeText() {
        if (!stack.hasStripe()) {
            return "Stripe itself, in test mode";
        }
        URI url = stack.stripe().url();
        return url + "   state " + url + "/_standin/truth   clock, faults: ./run stripe";
    }
}
