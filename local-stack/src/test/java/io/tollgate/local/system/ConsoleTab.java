package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.tollgate.local.browser.Chromium;
import io.tollgate.local.browser.Tab;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A person at the console: reads what stands there, and presses what has a name. */
final class ConsoleTab {

    static final String ADMIN = "alma";
    static final String SUPPORT = "sam";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of alma_test_password and sam_test_password, at the least cost that is taken. */
    private static final String USERS =
            ADMIN
                    + ":admin:$2b$10$455MuEZdWKEPUfO6pOxCBuw8dzFVsEPN.c.oyCxsDyRe9w4hLBNhq,"
                    + SUPPORT
                    + ":support:$2b$10$8ClpbHjKqTap1zTxzymIoO4u1fYgKMqht83d7TsYmbxvhm9inA58q";

    private final Tab tab;
    private final URI billing;

    ConsoleTab(Chromium browser, Stack stack) {
        this.tab = browser.open();
        this.billing = stack.billing(0).url();
    }

    /** A stack whose console these users may sign in to. */
    static StackBuilder withUsers(StackBuilder stack) {
        return stack.billingEnv("CONSOLE_USERS", USERS)
                .billingEnv("CONSOLE_SESSION_KEY", "console_session_key_of_these_tests_0123456789");
    }

    /** Whoever signed in sees the overview. */
    ConsoleTab signedIn(String name) {
        open("/console");
        page().getByLabel("Name").fill(name);
        page().getByLabel("Password").fill(name + "_test_password");
        press("Sign in");
        sees("Overview");
        return this;
    }

    Tab tab() {
        return tab;
    }

    Page page() {
        return tab.page();
    }

    void open(String path) {
        page().waitForLoadState();
        tab.show(billing.resolve(path));
    }

    String path() {
        return URI.create(page().url()).getPath();
    }

    /** Waits for the page of this address, in which {@code *} stands for anything. */
    void arrives(String path) {
        page().waitForURL(url -> URI.create(url).getPath().matches(path.replace("*", "[^/]+")));
    }

    /** Waits for the page of this title. */
    void sees(String title) {
        tab.awaitText("h1", title);
    }

    /** Waits for these words in the page's own part. */
    void reads(String words) {
        tab.awaitText("main", words);
    }

    void press(String button) {
        button(button).click();
    }

    Locator button(String name) {
        return page().getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void follow(String link) {
        link(link).first().click();
    }

    Locator link(String name) {
        return page().locator("main")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
    }

    void fill(String label, String value) {
        page().locator("main").getByLabel(label).first().fill(value);
    }

    /** Loads the page again until something stands there that takes a moment to come true. */
    void readsInTheEnd(String words) {
        until(
                () -> {
                    try {
                        page().reload();
                        return page().locator("main").innerText().contains(words);
                    } catch (PlaywrightException e) {
                        // The page before was still on its way to this one.
                        return false;
                    }
                });
        reads(words);
    }

    static void until(BooleanSupplier condition) {
        assertThat(Await.until(PATIENCE, Duration.ofMillis(200), condition)).isTrue();
    }

    /** Presses the tab key until something with this name has the focus. */
    void tabTo(String name) {
        boolean there = false;
        for (int i = 0; i < 80 && !there; i++) {
            tab.press("Tab");
            there = focused().equals(name);
        }
        assertThat(there).as("the tab key leads to " + name).isTrue();
    }

    /** The text, or the label, of what has the focus. */
    String focused() {
        return tab.evaluate(
                        "(() => { const e = document.activeElement;"
                                + " return (e.labels && e.labels.length > 0"
                                + " ? e.labels[0].innerText : e.innerText).trim(); })()")
                .toString();
    }

    /**
     * Keeps a picture of the page for the README, where {@code docs.write} is set; otherwise below
     * {@code target}.
     */
    void picture(String name) throws java.io.IOException {
        Path folder =
                Boolean.getBoolean("docs.write")
                        ? Path.of("..", "docs", "console")
                        : Path.of("target", "console");
        Files.createDirectories(folder);
        page().screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }
}
