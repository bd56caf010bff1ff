package id.kezbek.reconciliation.intake;

import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.reconciliation.imports.Imported;
import id.kezbek.reconciliation.intake.ImportProgress.State;
import id.kezbek.reconciliation.matching.MatchStatements;
import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Imports and matches a statement that a person sends, and records the progress. */
@Component
public class TakeStatement {

    private final ImportStatement importStatement;
    private final MatchStatements matchStatements;
    private final ImportProgress progress;

    TakeStatement(ImportStatement importStatement, MatchStatements matchStatements, ImportProgress progress) {
        this.importStatement = importStatement;
        this.matchStatements = matchStatements;
        this.progress = progress;
    }

    /**
     * Imports the statement. Do not call it in a transaction.
     *
     * @throws Refusal with the problem; nothing is imported then
     */
    public Imported run(ImportStatement.Order order) {
        // An invalid provider or day is an error of the request. It does not begin an import.
        importStatement.check(order);
        UUID id = progress.begin(order);
        try {
            Imported imported = importStatement.run(order, new Paced(id));
            UUID statement = imported.file().id();
            progress.become(id, State.MATCHING, statement, null);
            matchStatements.run(imported.file());
            progress.become(id, State.DONE, statement, null);
            return imported;
        } catch (RuntimeException failed) {
            progress.become(id, State.REFUSED, null, reason(failed));
            throw failed;
        }
    }

    private static String reason(RuntimeException failed) {
        if (!(failed instanceof Refusal refused)) {
            return "the engine could not finish it; send the file again";
        }
        return refused.errors().isEmpty()
                ? refused.getMessage()
                : "the file " + refused.errors().getFirst().reason();
    }

    /** Writes the progress at most twice a second, so that an import does not become slower. */
    private final class Paced implements LongConsumer {

        private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

        private final UUID id;
        private long writtenAt = System.nanoTime();

        Paced(UUID id) {
            this.id = id;
        }

        @Override
        public void accept(long bytes) {
            long now = System.nanoTime();
            if (now - writtenAt >= PAUSE_NANOS) {
                writtenAt = now;
                progress.read(id, bytes);
            }
        }
    }
}
