package io.tollgate.core.platform;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import jakarta.annotation.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Takes a blank {@code JWT_…} variable for an absent one: container files pass settings on as
 * {@code ${JWT_ISSUER:-}}, and the library would not start on an empty value.
 */
@Priority(BlankIsUnset.BENEATH_EXPRESSIONS)
public final class BlankIsUnset implements ConfigSourceInterceptor {

    /** Below the interceptor that expands ${…}, so that its defaults see the blank as absent. */
    static final int BENEATH_EXPRESSIONS = 100;

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        boolean blank = value != null && value.getValue() != null && value.getValue().isBlank();
        return blank && name.startsWith("JWT_") ? null : value;
    }
}
