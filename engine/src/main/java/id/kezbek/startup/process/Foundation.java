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

/**
 * The clock, the random generators and the scheduler. All code gets these beans by injection, so that tests can set the
 * clock.
 */
@Configuration
@EnableScheduling
class Foundation {

    /**
     * The number of threads for schedules. Each schedule has its own thread, so that a slow mail system or provider
     * delays only the schedules that use it.
     */
    private static final int SCHEDULER_THREADS = 25;

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

    /**
     * Ids must be unique, but need not be secret. A fast generator with a secret seed is enough: {@link SecureRandom}
     * takes ten times as long.
     */
    @Bean
    Ids ids(Clock clock, SecureRandom random) {
        return new Ids(clock, new SplittableRandom(random.nextLong()));
    }

    /** Spring Boot's scheduler for virtual threads would run all schedules with a fixed delay on the same thread. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(SCHEDULER_THREADS);
        scheduler.setThreadNamePrefix("schedule-");
        return scheduler;
    }
}
