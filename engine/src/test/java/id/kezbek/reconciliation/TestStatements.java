package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** A statement for tests that need any statement. Its payments are in no books, so each is a break. */
public final class TestStatements {

    private static final LocalDate DAY = LocalDate.of(2022, 7, 12);
    private static final int PAYMENTS = 2;

    private TestStatements() {}

    /** The text of a statement of Josvo with two payments and their fees; another one for each day. */
    public static String text(LocalDate day) {
        try {
            Path folder = Files.createTempDirectory("statements");
            return PaidStatement.of(folder, Provider.JOSVOH2H, day, PAYMENTS).statement();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Imports the same statement each time; returns its id. */
    public static String imported(EngineUnderTest engine) {
        Provider provider = Provider.JOSVOH2H;
        try (StatementCalls calls = new StatementCalls(engine)) {
            Path folder = Files.createTempDirectory("statements");
            Answer answer = calls.put(
                    provider.name(),
                    DAY,
                    PaidStatement.of(folder, provider, DAY, PAYMENTS).statement());
            assertThat(answer.status()).as(answer.v2()).isIn(200, 201);
            return answer.body().get("id").asString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
