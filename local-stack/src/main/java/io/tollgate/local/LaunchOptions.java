package io.tollgate.local;

import io.tollgate.local.stack.Ports;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param once stop after the tour and tell by the exit code how it went
 * @param fresh begin with empty databases and a stand-in that knows nothing
 * @param tour whether there is a tour
 * @param portBase the first of the ports, see {@link Ports#from}
 */
record LaunchOptions(boolean once, boolean fresh, boolean tour, int portBase) {

    /** The command line makes no sense; the message says why. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static LaunchOptions parse(List<String> arguments) throws UsageException {
        LaunchOptions options = new LaunchOptions(false, false, true, Ports.DEFAULT_BASE);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        if (options.once && !options.tour) {
            throw new UsageException("--once is about the tour, --no-tour leaves it out");
        }
        return options;
    }

    private LaunchOptions with(String option, Iterator<String> rest) throws UsageException {
        return switch (option) {
            case "--once" -> new LaunchOptions(true, fresh, tour, portBase);
            case "--fresh" -> new LaunchOptions(once, true, tour, portBase);
            case "--no-tour" -> new LaunchOptions(once, fresh, false, portBase);
            case "--port-base" -> new LaunchOptions(once, fresh, tour, port(rest));
            default -> throw new UsageException("unknown option " + option);
        };
    }

    private static int port(Iterator<String> rest) throws UsageException {
        String text = rest.hasNext() ? rest.next() : "";
        int base = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (!Ports.isUsableBase(base)) {
            throw new UsageException("--port-base wants a number from 1024 to 64534");
        }
        return base;
    }
}
