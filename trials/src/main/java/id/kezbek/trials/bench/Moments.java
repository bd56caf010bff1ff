package id.kezbek.trials.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The times of one event for several customers, in microseconds since 1970. The times of processes on one machine can
 * be compared. The text form is {@code number:microseconds,…}.
 *
 * @param byNumber the time by the customer's number
 */
public record Moments(Map<String, Long> byNumber) {

    private static final String NONE = "-";

    public Moments {
        byNumber = Map.copyOf(byNumber);
    }

    public static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    public String text() {
        return byNumber.isEmpty()
                ? NONE
                : byNumber.entrySet().stream()
                        .map(one -> one.getKey() + ":" + one.getValue())
                        .collect(Collectors.joining(","));
    }

    public static Moments parse(String text) {
        Map<String, Long> moments = new HashMap<>();
        if (!text.equals(NONE)) {
            for (String part : text.split(",", -1)) {
                int colon = part.indexOf(':');
                moments.put(part.substring(0, colon), Long.parseLong(part.substring(colon + 1)));
            }
        }
        return new Moments(moments);
    }
}
