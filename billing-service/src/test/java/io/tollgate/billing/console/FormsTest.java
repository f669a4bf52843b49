package io.tollgate.billing.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every resource of the console has to say of itself; looked for in its compiled classes. */
class FormsTest {

    private static List<Class<?>> resources() throws IOException {
        java.nio.file.Path root = java.nio.file.Path.of("target/classes");
        try (Stream<java.nio.file.Path> files =
                Files.walk(root.resolve("io/tollgate/billing/console"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> root.relativize(file).toString())
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .<Class<?>>map(FormsTest::load)
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, JsonNode.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static Stream<Method> acting(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(
                        method ->
                                Stream.of(POST.class, PUT.class, PATCH.class, DELETE.class)
                                        .anyMatch(method::isAnnotationPresent));
    }

    @Test
    void what_acts_takes_a_form_with_a_token_and_asks_for_the_role() throws IOException {
        assertThat(resources()).hasSizeGreaterThan(4);
        for (Class<?> resource : resources()) {
            acting(resource)
                    .forEach(
                            method -> {
                                assertThat(method.isAnnotationPresent(Form.class))
                                        .as("@Form on " + method)
                                        .isTrue();
                                if (!resource.isAnnotationPresent(PermitAll.class)) {
                                    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
                                    assertThat(roles).as("a role on " + method).isNotNull();
                                    assertThat(roles.value()).containsExactly(Role.MAY_ACT);
                                }
                            });
        }
    }

    @Test
    void every_page_knows_people_by_the_consoles_session_alone() throws IOException {
        for (Class<?> resource : resources()) {
            Path path = resource.getAnnotation(Path.class);
            if (path.value().startsWith("/console/assets")
                    || path.value().equals("/console/sign-in/oidc")) {
                continue;
            }
            HttpAuthenticationMechanism mechanism =
                    resource.getAnnotation(HttpAuthenticationMechanism.class);
            assertThat(mechanism).as(resource.getName()).isNotNull();
            assertThat(mechanism.value()).isEqualTo(ConsoleMechanism.SCHEME);
        }
    }
}
