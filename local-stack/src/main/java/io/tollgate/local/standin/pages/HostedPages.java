package io.tollgate.local.standin.pages;

import io.tollgate.local.standin.checkout.Desk;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.http.Request;
import io.tollgate.local.standin.state.Caller;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the page that a browser asks for. */
public final class HostedPages {

    private static final int NOT_FOUND = 404;

    private final Desk desk;
    private final CheckoutPage checkout;
    private final PortalPage portal;
    private final AuthenticationPage authentication;

    public HostedPages(Desk desk) {
        this.desk = desk;
        this.checkout = new CheckoutPage(desk);
        this.portal = new PortalPage(desk);
        this.authentication = new AuthenticationPage(desk);
    }

    /**
     * Answers, if the path is that of a page.
     *
     * @param path after {@code /_standin}, such as {@code /checkout/cs_test_1/pay}
     */
    public Optional<Reply> handle(Request request, String path) {
        String[] steps = path.split("/", -1);
        boolean posts = request.method().equals("POST");
        if (steps.length != (posts ? 4 : 3)) {
            return Optional.empty();
        }
        String action = posts ? steps[3] : "";
        return switch (steps[1]) {
            case "checkout" -> answer(request, form -> checkout.answer(steps[2], action, form));
            case "portal" -> answer(request, form -> portal.answer(steps[2], action, form));
            case "authenticate" -> answer(request, form -> authentication.answer(steps[2], action));
            default -> Optional.empty();
        };
    }

    /** A page, drawn or acted on with what its form says. */
    private interface Page {
        Reply answer(Params form);
    }

    private Optional<Reply> answer(Request request, Page page) {
        try {
            Params form =
                    Params.parse(
                            request.query(), new String(request.body(), StandardCharsets.UTF_8));
            return Optional.of(desk.books().world().act(Caller.NOBODY, () -> page.answer(form)));
        } catch (Refusal refusal) {
            return Optional.of(
                    Html.page("This does not work")
                            .alert(String.valueOf(refusal.getMessage()))
                            .reply(refusal.status()));
        }
    }

    /** What is told who comes with an old link. */
    static Reply gone() {
        return Html.page("Nothing here")
                .text("There is no such page, or it is over.")
                .reply(NOT_FOUND);
    }
}
