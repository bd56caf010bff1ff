package id.kezbek.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private final Shares<String> shares = new Shares<>(2);

    @Test
    void keyGetsAtMostItsShare() {
        assertThat(shares.enter("one")).isTrue();
        assertThat(shares.enter("one")).isTrue();
        assertThat(shares.enter("one")).isFalse();
        assertThat(shares.enter("other")).isTrue();
        shares.leave("one");
        assertThat(shares.enter("one")).isTrue();
    }

    @Test
    void manyAtATimeLeaveNothingBehind() throws Exception {
        List<Callable<Boolean>> visits = IntStream.range(0, 1_000)
                .<Callable<Boolean>>mapToObj(visit -> () -> {
                    boolean entered = shares.enter("one");
                    if (entered) {
                        assertThat(shares.of("one")).isBetween(1, 2);
                        shares.leave("one");
                    }
                    return entered;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var visit : threads.invokeAll(visits)) {
                visit.get();
            }
        }
        assertThat(shares.of("one")).isZero();
    }
}
