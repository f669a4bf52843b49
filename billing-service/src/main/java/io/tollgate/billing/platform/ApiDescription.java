package io.tollgate.billing.platform;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the generated API description says of the whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Tollgate billing-service",
                        version = "1",
                        description =
                                "Takes Stripe's webhooks and brings core-service up to date. Every"
                                    + " error is an application/problem+json with a stable code."))
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "Role `admin` for everything under /admin.")
public class ApiDescription extends Application {}
