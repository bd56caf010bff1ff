package id.kezbek.jobs;

import id.kezbek.shared.Jakarta;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** The schedule of a job. */
public sealed interface JobSchedule {

    /** The first due time after an instant; empty if no such time exists. */
    Optional<Instant> after(Instant instant);

    /** Runs at the times of a cron expression with six fields, in Jakarta's time zone. */
    record Cron(String expression) implements JobSchedule {

        /** @throws IllegalArgumentException if the expression is invalid */
        public Cron {
            if (!CronExpression.isValidExpression(expression)) {
                throw new IllegalArgumentException("'" + expression
                        + "' is not a cron expression; expected six fields, seconds first, for example 0 30 2 * * *");
            }
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.ofNullable(CronExpression.parse(expression).next(instant.atZone(Jakarta.ZONE)))
                    .map(ZonedDateTime::toInstant);
        }
    }

    /** Runs again after this delay, counted from the end of the last run. */
    record Every(Duration delay) implements JobSchedule {

        public Every {
            if (delay.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a job can run at most once per second, not every " + delay);
            }
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.of(instant.plus(delay));
        }
    }

    /** Runs only on request. */
    record OnRequest() implements JobSchedule {
        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.empty();
        }
    }
}
