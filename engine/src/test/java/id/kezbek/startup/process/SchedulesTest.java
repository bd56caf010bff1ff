package id.kezbek.startup.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.TaskScheduler;

class SchedulesTest {

    private static final long BOUND_SECONDS = 10;

    @Test
    void oneSlowScheduleKeepsNoOtherFromRunning() {
        new ApplicationContextRunner()
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
                .withUserConfiguration(Foundation.class)
                .run(context -> {
                    TaskScheduler scheduler = context.getBean(TaskScheduler.class);
                    CountDownLatch ranBeside = new CountDownLatch(1);
                    CountDownLatch slowBegan = new CountDownLatch(1);
                    scheduler.scheduleWithFixedDelay(
                            () -> {
                                slowBegan.countDown();
                                await(ranBeside);
                            },
                            Duration.ofHours(1));
                    assertThat(await(slowBegan)).isTrue();
                    scheduler.scheduleWithFixedDelay(ranBeside::countDown, Duration.ofHours(1));

                    assertThat(await(ranBeside)).isTrue();
                });
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
