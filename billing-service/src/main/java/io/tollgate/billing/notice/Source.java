package io.tollgate.billing.notice;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where news come from. */
interface Source {

    /**
     * What a source found.
     *
     * @param mark how far it has looked; given back to it the next time, once the news are told
     */
    record Finding(String mark, Optional<News> news) {}

    /** Its name in the table of what has been told; it stays as it is for good. */
    String topic();

    /** Asked often, also while nothing may be sent: for what would be missed otherwise. */
    default void watch() {}

    /**
     * Looks whether there is something new.
     *
     * @param mark that of the look before; null at the first
     * @return empty if it cannot be known now
     */
    Optional<Finding> look(@Nullable String mark) throws SQLException;
}
