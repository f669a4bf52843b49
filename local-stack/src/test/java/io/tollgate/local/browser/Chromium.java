package io.tollgate.local.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Chromium of this machine without a window, in a profile of its own that is thrown away. */
public final class Chromium implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(
                    Path.of("/usr/bin/chromium"),
                    Path.of("/usr/bin/chromium-browser"),
                    Path.of("/usr/bin/google-chrome"));

    /** A page's host must resolve without the net, and nothing else may be asked. */
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts it. Where there is none the test is skipped with a line that says so, unless {@code
     * browser.required} is set.
     *
     * @param what the pages that would be tried, for that line
     */
    public static Chromium startOrSkip(String what) {
        Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (program.isEmpty() && !Boolean.getBoolean("browser.required")) {
            System.out.println("No Chromium on this machine: " + what + " not tried.");
        }
        assumeTrue(
                program.isPresent() || Boolean.getBoolean("browser.required"),
                "no Chromium on this machine");
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(program.orElseThrow())
                                            .setArgs(FLAGS)));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** A tab that shares nothing with the others: no cookies, no storage. */
    public Tab open() {
        return new Tab(
                browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800))
                        .newPage());
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
