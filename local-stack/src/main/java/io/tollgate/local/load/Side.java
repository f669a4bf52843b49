package io.tollgate.local.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** One of the two things that are compared. */
interface Side {

    String name();

    /** Works as fast as it can over so many connections. */
    Samples run(int connections, Duration duration) throws IOException, SQLException;
}
