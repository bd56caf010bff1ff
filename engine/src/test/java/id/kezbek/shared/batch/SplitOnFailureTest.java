package id.kezbek.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class SplitOnFailureTest {

    private final List<List<String>> handled = new ArrayList<>();
    private final AtomicInteger singlesDone = new AtomicInteger();
    private final SplitOnFailure<String, String> splitOnFailure =
            new SplitOnFailure<>("words", failure -> failure.getClass().getSimpleName(), singlesDone::incrementAndGet);

    @Test
    void handlesABatchAsAWhole() {
        assertThat(splitOnFailure.handle(List.of("a", "b"), this::upper)).containsExactly("A", "B");

        assertThat(handled).containsExactly(List.of("a", "b"));
        assertThat(singlesDone).hasValue(0);
    }

    @Test
    void handlesEachItemAloneAfterAFailureSoThatOnlyTheBadOneFails() {
        assertThat(splitOnFailure.handle(List.of("a", "bad", "c"), this::upper))
                .containsExactly("A", "DataIntegrityViolationException", "C");

        assertThat(handled).containsExactly(List.of("a", "bad", "c"), List.of("a"), List.of("bad"), List.of("c"));
        assertThat(singlesDone).hasValue(3);
    }

    @Test
    void triesASingleItemOnce() {
        assertThat(splitOnFailure.handle(List.of("bad"), this::upper))
                .containsExactly("DataIntegrityViolationException");

        assertThat(handled).hasSize(1);
    }

    @Test
    void stopsWhenDatabaseIsUnavailable() {
        assertThat(splitOnFailure.handle(List.of("a", "away"), this::upper))
                .containsOnly("DataAccessResourceFailureException")
                .hasSize(2);

        assertThat(handled).hasSize(1);
    }

    @Test
    void stopsWhenDatabaseFailsBetweenItems() {
        assertThat(splitOnFailure.handle(List.of("bad", "last", "c", "d"), this::upper))
                .containsExactly(
                        "DataIntegrityViolationException",
                        "DataAccessResourceFailureException",
                        "DataAccessResourceFailureException",
                        "DataAccessResourceFailureException");

        assertThat(handled).hasSize(3);
    }

    private List<String> upper(List<String> words) {
        handled.add(List.copyOf(words));
        if (words.contains("away") || words.equals(List.of("last"))) {
            throw new DataAccessResourceFailureException("away");
        }
        if (words.contains("bad")) {
            throw new DataIntegrityViolationException("bad");
        }
        return words.stream().map(String::toUpperCase).toList();
    }
}
