package io.tollgate.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.standin.FaultWords;
import io.tollgate.local.standin.StandInMain;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code ./run stripe …}: starts the stand-in alone, or tells a running one what to do. */
public final class StripeCommand {

    private static final String USAGE =
            """
            usage: ./run stripe serve [--port N] [--bind ADDRESS] [--account-version V]
                          [--api-key sk_test_… | --api-key-file FILE]
                          [--webhook-url URL [--api-version V] [--events a,b,c]
                           --webhook-secret whsec_test_… | --webhook-secret-file FILE]
                          [--books FILE] [--seed N] [--fault NAME=VALUE …] [--retry-first MS] [--retry-max MS]
                   ./run stripe clock +30d            also s, m, h, w: advances its clock
                   ./run stripe fault NAME=VALUE …    such as duplicate=0.1 drop=0.5
                   ./run stripe fault clear
                   ./run stripe roll-secret           the old secret stays good for an hour
                   ./run stripe status
            The last five speak to the stand-in of the running stack, or to --url URL [--key KEY].
            """;

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** Long enough to try what a receiver does with two signatures. */
    private static final Duration OLD_SECRET = Duration.ofHours(1);

    private final StripeTarget target;
    private final PrintStream out;

    private StripeCommand(StripeTarget target, PrintStream out) {
        this.target = target;
        this.out = out;
    }

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(USAGE);
            return;
        }
        if (!words.isEmpty() && words.getFirst().equals("serve")) {
            StandInMain.main(words.subList(1, words.size()).toArray(String[]::new));
            return;
        }
        try {
            StripeTarget.Asked asked = StripeTarget.parse(words);
            new StripeCommand(asked.target(), System.out).run(asked.words());
        } catch (IllegalArgumentException e) {
            System.err.println("./run stripe: " + e.getMessage());
            System.err.print(USAGE);
            System.exit(WRONG_USAGE);
        } catch (IOException e) {
            System.err.println("./run stripe: no stand-in answers as wanted: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private void run(List<String> words) throws IOException {
        StandInClient client = new StandInClient(target.url());
        String verb = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        switch (verb) {
            case "clock" -> advance(client, rest);
            case "fault" -> fault(client, rest);
            case "roll-secret" -> roll(client);
            case "status" -> status(client);
            default -> throw new IllegalArgumentException("what is to be done?");
        }
    }

    private void advance(StandInClient client, List<String> words) throws IOException {
        if (words.size() != 1) {
            throw new IllegalArgumentException("clock wants one duration, such as +30d");
        }
        long now = client.advance(duration(words.getFirst()));
        out.println("The stand-in's clock says " + Instant.ofEpochSecond(now));
    }

    /** A number and a unit. */
    static Duration duration(String word) {
        if (!word.matches("\\+\\d{1,6}[smhdw]")) {
            throw new IllegalArgumentException("not a duration: " + word);
        }
        long amount = Long.parseLong(word.substring(1, word.length() - 1));
        return switch (word.charAt(word.length() - 1)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            case 'd' -> Duration.ofDays(amount);
            default -> Duration.ofDays(7 * amount);
        };
    }

    private void fault(StandInClient client, List<String> words) throws IOException {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("which fault?");
        }
        if (words.equals(List.of("clear"))) {
            client.clearFaults();
        } else {
            ObjectNode faults = new ObjectMapper().createObjectNode();
            words.forEach(word -> FaultWords.put(faults, word));
            Map<String, Object> wanted = new HashMap<>();
            faults.properties().forEach(entry -> wanted.put(entry.getKey(), entry.getValue()));
            client.faults(wanted);
        }
        out.println("Faults: " + client.faults());
    }

    private void roll(StandInClient client) throws IOException {
        List<String> endpoints = client.endpoints(target.key());
        if (endpoints.isEmpty()) {
            throw new IOException("it has no webhook endpoint");
        }
        String secret = client.rollSecret(endpoints.getLast(), OLD_SECRET);
        out.println("The new secret of " + endpoints.getLast() + " is " + secret);
    }

    private void status(StandInClient client) throws IOException {
        JsonNode truth = client.truth();
        out.println("Stand-in:   " + target.url());
        out.println("Clock:      " + Instant.ofEpochSecond(client.now()));
        out.println("Faults:     " + client.faults());
        out.println("Deliveries: " + client.deliveries());
        out.println("Calls:      " + client.calls().path("total"));
        for (JsonNode row : truth.path("subscriptions")) {
            out.printf(
                    "%s  %-18s  %s  until %s%n",
                    row.path("id").asText(),
                    row.path("status").asText(),
                    row.path("price").asText(),
                    Instant.ofEpochSecond(row.path("end").asLong()));
        }
    }
}
