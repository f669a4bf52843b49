package io.tollgate.billing.console.session;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.oidc.runtime.OidcTenantConfig.TokenStateManager.Strategy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider of the console, for one address only: there somebody is sent to it and
 * comes back, and gets a session of the console's own. Nothing connects to it before somebody signs
 * in, so that its absence stops nothing else.
 */
@Singleton
public class ProviderTenant implements TenantConfigResolver {

    /** Where one signs in through the provider, and where it sends them back to. */
    public static final String PATH = "/console/sign-in/oidc";

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final @Nullable OidcTenantConfig tenant;

    ProviderTenant(ConsoleConfig config, ProviderConfig provider) {
        this.tenant =
                provider.issuer().isPresent() && config.sessionKey().isPresent()
                        ? tenant(config, provider)
                        : null;
    }

    private static OidcTenantConfig tenant(ConsoleConfig config, ProviderConfig oidc) {
        String base = config.publicUrl().orElse("");
        String secret =
                Seals.digest(
                                ("tollgate console oidc " + config.sessionKey().orElseThrow())
                                        .getBytes(StandardCharsets.UTF_8))
                        .substring(0, 32);
        return OidcTenantConfig.authServerUrl(oidc.issuer().orElseThrow())
                .tenantId("console")
                .applicationType(ApplicationType.WEB_APP)
                .clientId(oidc.clientId().orElseThrow())
                .credentials(oidc.clientSecret().orElseThrow())
                .connectionTimeout(CONNECT)
                .roles(Source.idtoken, oidc.rolesClaim())
                .authentication()
                .redirectPath(base + PATH)
                .pkceRequired()
                .nonceRequired()
                .stateSecret(secret)
                .cookiePath(PATH)
                .cookieForceSecure(base.startsWith("https:"))
                .scopes(oidc.scopes())
                .end()
                .tokenStateManager()
                // Of the three tokens the way back needs one, and a cookie holds so much.
                .strategy(Strategy.ID_TOKEN)
                .encryptionSecret(secret)
                .end()
                .build();
    }

    @Override
    public @Nullable Uni<OidcTenantConfig> resolve(
            RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
        return tenant != null && context.normalizedPath().equals(PATH)
                ? Uni.createFrom().item(tenant)
                : null;
    }
}
