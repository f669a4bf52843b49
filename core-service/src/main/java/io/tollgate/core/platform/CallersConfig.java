package io.tollgate.core.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Who may call {@code /internal}: {@code tollgate.callers.<name>.scope} and {@code .keys}. */
@ConfigMapping(prefix = "tollgate.callers")
interface CallersConfig {

    /** The callers by name; {@code billing} and {@code product} are always there. */
    @WithParentName
    Map<String, Settings> callers();

    /** One caller. */
    interface Settings {

        /** What the caller may do: {@code billing} or {@code product}. */
        String scope();

        /** Its API keys, separated by commas: several while one is being rotated. */
        Optional<String> keys();
    }
}
