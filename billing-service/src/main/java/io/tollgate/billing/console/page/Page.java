package io.tollgate.billing.console.page;

import io.tollgate.billing.console.session.Here.Person;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a page.
 *
 * @param title what it is about, as text
 * @param section the word of the place in the navigation it belongs to, such as {@code events}
 * @param person who looks at it; null for who has not signed in
 * @param notice what has just been done; null for most
 * @param assets where style and script are
 */
public record Page(
        String title,
        String section,
        @Nullable Person person,
        @Nullable String notice,
        Assets assets) {

    /** What a form on the page has to bring. */
    public String token() {
        return person == null ? "" : person.token();
    }

    /** Whether to show what acts. */
    public boolean mayAct() {
        return person != null && person.mayAct();
    }
}
