package id.kezbek.startup.process;

import id.kezbek.shared.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.SplittableRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Time and randomness, which are injected everywhere so that tests can turn the clock; and who runs the schedules. */
@Configuration
@EnableScheduling
class Foundation {

    /** As many as there are schedules, so that none waits for another's slow mail system or provider. */
    private static final int SCHEDULER_THREADS = 8;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    SecureRandom random() {
        return new SecureRandom();
    }

    /** Ids need to be unique, not secret: a fast generator with a secret seed does, at a tenth of the cost. */
    @Bean
    Ids ids(Clock clock, SecureRandom random) {
        return new Ids(clock, new SplittableRandom(random.nextLong()));
    }

    /** Boot's scheduler for virtual threads runs every schedule with a fixed delay on one and the same thread. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(SCHEDULER_THREADS);
        scheduler.setThreadNamePrefix("schedule-");
        return scheduler;
    }
}
