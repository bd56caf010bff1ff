package id.kezbek.jobs;

import id.kezbek.shared.Jakarta;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** When a job runs. */
public sealed interface JobSchedule {

    /** The first run that is due after an instant; empty where there is none. */
    Optional<Instant> after(Instant instant);

    /** At the times of a cron expression of six fields, in Jakarta's time. */
    record Cron(String expression) implements JobSchedule {

        /** @throws IllegalArgumentException where the expression is none */
        public Cron {
            if (!CronExpression.isValidExpression(expression)) {
                throw new IllegalArgumentException("'" + expression
                        + "' is no cron expression; it takes six fields from seconds on, such as 0 30 2 * * *");
            }
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.ofNullable(CronExpression.parse(expression).next(instant.atZone(Jakarta.ZONE)))
                    .map(ZonedDateTime::toInstant);
        }
    }

    /** This long after the last run has ended. */
    record Every(Duration delay) implements JobSchedule {

        public Every {
            if (delay.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a job runs every second at the most, not every " + delay);
            }
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.of(instant.plus(delay));
        }
    }

    /** Only when people ask for it. */
    record OnRequest() implements JobSchedule {
        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.empty();
        }
    }
}
