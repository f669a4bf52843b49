package io.tollgate.billing.notice;

import java.util.List;

/** A way to people. */
interface Channel {

    /** Its name in the table of what has been told; it stays as it is for good. */
    String name();

    /** Whether it is set up. */
    boolean isOn();

    /**
     * Sends one message of all the news.
     *
     * @throws UndeliveredException if it was not taken; it is tried again later
     */
    void send(List<News> news) throws UndeliveredException;
}
