package id.kezbek.console.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A job from API v2. */
public record Job(
        String name,
        String purpose,
        @Nullable String cron,
        @Nullable String every,
        @Nullable Instant nextRunAt,
        @Nullable Run lastRun) {

    public record Jobs(List<Job> items) {}

    public record Run(
            String id,
            String state,
            @Nullable Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long tookMs,
            @Nullable String place,
            @Nullable String outcome) {

        /** The colour of the state. */
        public String tone() {
            return Job.tone(state);
        }

        /** The latest known time of the run: its end, or else its start, or else its request. */
        public @Nullable Instant at() {
            return endedAt != null ? endedAt : startedAt != null ? startedAt : requestedAt;
        }
    }

    public record Runs(List<Run> items, @Nullable String nextCursor) {}

    /**
     * A schedule in words.
     *
     * @param key the key of the text
     * @param value the value that the text contains
     */
    public record Schedule(String key, String value) {}

    private static final Pattern DAILY = Pattern.compile("0 ([0-9]+) ([0-9]+) \\* \\* \\*");
    private static final Pattern HOURLY = Pattern.compile("0 ([0-9]+) \\* \\* \\* \\*");

    public Schedule schedule() {
        if (cron != null) {
            return atTimes(cron);
        }
        if (every == null) {
            return new Schedule("jobs.asked", "");
        }
        Duration delay = Duration.parse(every);
        if (delay.equals(Duration.ofHours(delay.toHours()))) {
            return new Schedule("jobs.every.hours", String.valueOf(delay.toHours()));
        }
        return delay.equals(Duration.ofMinutes(delay.toMinutes()))
                ? new Schedule("jobs.every.minutes", String.valueOf(delay.toMinutes()))
                : new Schedule("jobs.every.seconds", String.valueOf(delay.toSeconds()));
    }

    private static Schedule atTimes(String cron) {
        Matcher daily = DAILY.matcher(cron);
        if (daily.matches()) {
            return new Schedule(
                    "jobs.daily",
                    LocalTime.of(Integer.parseInt(daily.group(2)), Integer.parseInt(daily.group(1)))
                            .toString());
        }
        Matcher hourly = HOURLY.matcher(cron);
        return hourly.matches() ? new Schedule("jobs.hourly", hourly.group(1)) : new Schedule("jobs.cron", cron);
    }

    /** The colour of a run's state. */
    public static String tone(String state) {
        return switch (state) {
            case "DONE" -> "good";
            case "FAILED", "LOST", "ALARM" -> "bad";
            case "NOTHING_DUE" -> "quiet";
            default -> "wait";
        };
    }
}
