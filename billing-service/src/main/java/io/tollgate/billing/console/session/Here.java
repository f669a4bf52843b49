package io.tollgate.billing.console.session;

import io.tollgate.billing.audit.Operator;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Who is at the console in the present request. */
@ApplicationScoped
public class Here {

    private final RoutingContext context;
    private final Sessions sessions;

    Here(RoutingContext context, Sessions sessions) {
        this.context = context;
        this.sessions = sessions;
    }

    /**
     * Who it is.
     *
     * @param token what each of the page's forms has to bring
     */
    public record Person(String name, Role role, String token) {

        public boolean mayAct() {
            return role == Role.ADMIN;
        }

        public Operator operator() {
            return new Operator(name, role.wire(), Operator.Via.CONSOLE);
        }
    }

    /** Of the cookie itself: an error page may be made where asking who it is must not wait. */
    Optional<Session> session() {
        return sessions.of(context.request());
    }

    /** Empty for somebody who has not signed in. */
    public Optional<Person> person() {
        return session()
                .map(
                        session ->
                                new Person(
                                        session.name(), session.role(), sessions.token(session)));
    }

    /** The one who acts; a resource that asks has bound itself to a role. */
    public Operator operator() {
        return person().orElseThrow().operator();
    }
}
