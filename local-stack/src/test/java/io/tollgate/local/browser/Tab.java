package io.tollgate.local.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.tollgate.local.stack.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** One tab: what a person does in it, and what it did by itself. */
public final class Tab {

    /** What a person would wait for a page, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Page page;
    private final List<String> console = new ArrayList<>();
    private final List<URI> requests = new ArrayList<>();

    Tab(Page page) {
        this.page = page;
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.onConsoleMessage(message -> console.add(message.text()));
        page.onPageError(console::add);
        page.onRequest(this::note);
    }

    /** A browser's own question whether it may call is not counted. */
    private void note(Request request) {
        if (!request.method().equals("OPTIONS")) {
            requests.add(URI.create(request.url().split("#", 2)[0]));
        }
    }

    /** The page itself, for what is not said below. */
    public Page page() {
        return page;
    }

    /** Whatever stood on the console: a good page has nothing to say there. */
    public List<String> console() {
        return List.copyOf(console);
    }

    /** Every request the tab has made. */
    public List<URI> requests() {
        return List.copyOf(requests);
    }

    public void show(URI address) {
        page.navigate(address.toString());
    }

    /** A phone's screen. */
    public void beSmall() {
        page.setViewportSize(320, 640);
    }

    public void beDark() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }

    /** Waits until the element's text holds the words. */
    public void awaitText(String selector, String words) {
        PlaywrightAssertions.assertThat(page.locator(selector).first())
                .containsText(
                        words,
                        new LocatorAssertions.ContainsTextOptions()
                                .setUseInnerText(true)
                                .setTimeout(PATIENCE.toMillis()));
    }

    /** Waits until an expression of JavaScript is true. */
    public void await(String condition) {
        Assertions.assertThat(Await.until(PATIENCE, () -> glance(condition)))
                .as(condition)
                .isTrue();
    }

    /** A click with the mouse, where the element is. */
    public void click(String selector) {
        click(selector, 1);
    }

    /** As many clicks as fast as they come. */
    public void click(String selector, int times) {
        page.locator(selector).first().click(new Locator.ClickOptions().setClickCount(times));
    }

    /** A key of the keyboard, such as Tab, Shift+Tab or ArrowUp. */
    public void press(String key) {
        page.keyboard().press(key);
    }

    /** The value of an expression of JavaScript. */
    public Object evaluate(String expression) {
        return page.evaluate(expression);
    }

    /** The same while one page may be giving way to another: false in between. */
    private boolean glance(String condition) {
        try {
            return Boolean.TRUE.equals(evaluate(condition));
        } catch (PlaywrightException e) {
            // The page went away under the question; whoever waits asks again.
            return false;
        }
    }
}
