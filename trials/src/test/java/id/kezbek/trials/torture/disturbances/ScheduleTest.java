package id.kezbek.trials.torture.disturbances;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.trials.torture.Cycle;
import id.kezbek.trials.torture.callers.Purchases;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final List<String> POINTS =
            IntStream.rangeClosed(1, 49).mapToObj(n -> "point." + n).toList();
    private static final List<String> PROCESSES = List.of("api-1", "job-1", "api-2", "job-2");

    @Test
    void dependsOnSeed() {
        assertThat(Schedule.of(7, 50, POINTS, PROCESSES)).isEqualTo(Schedule.of(7, 50, POINTS, PROCESSES));
        assertThat(Schedule.of(7, 50, POINTS, PROCESSES)).isNotEqualTo(Schedule.of(8, 50, POINTS, PROCESSES));
    }

    @Test
    void beginningDoesNotDependOnLength() {
        assertThat(Schedule.of(7, 300, POINTS, PROCESSES).subList(0, 25))
                .isEqualTo(Schedule.of(7, 25, POINTS, PROCESSES));
    }

    @Test
    void furtherCrashPointsChangeNoOtherDisturbance() {
        assertThat(withoutPoints(POINTS.subList(1, POINTS.size()))).isEqualTo(withoutPoints(POINTS));
    }

    private static List<String> withoutPoints(List<String> points) {
        return Schedule.of(7, 50, points, PROCESSES).stream()
                .map(cycle -> cycle.disturbance() instanceof Disturbance.CrashAt
                        ? "crash point"
                        : cycle.disturbance().what())
                .toList();
    }

    @Test
    void armsEveryPointWithinThreeHundredCycles() {
        assertThat(Schedule.of(3, 300, POINTS, PROCESSES).stream()
                        .map(Cycle::disturbance)
                        .filter(Disturbance.CrashAt.class::isInstance)
                        .map(crash -> ((Disturbance.CrashAt) crash).point())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(POINTS);
    }

    @Test
    void hurtsEverythingWithinSixtyCycles() {
        Set<String> hurt = Schedule.of(5, 60, POINTS, PROCESSES).stream()
                .map(cycle -> cycle.disturbance().getClass().getSimpleName())
                .collect(Collectors.toSet());

        assertThat(hurt)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Disturbance.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void callersBuyTheSameUnderTheSameSeed() {
        Purchases one = new Purchases(List.of("A", "B"), "T-1", new Random(4));
        Purchases other = new Purchases(List.of("A", "B"), "T-1", new Random(4));
        for (int i = 0; i < 100; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }
}
