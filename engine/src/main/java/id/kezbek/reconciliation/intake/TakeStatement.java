package id.kezbek.reconciliation.intake;

import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.reconciliation.imports.Imported;
import id.kezbek.reconciliation.intake.ImportProgress.State;
import id.kezbek.reconciliation.matching.MatchStatements;
import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Imports and matches a statement that a person sends, and records the progress. */
@Component
public class TakeStatement {

    private static final Logger log = LoggerFactory.getLogger(TakeStatement.class);

    private final ImportStatement importStatement;
    private final MatchStatements matchStatements;
    private final ImportProgress progress;

    TakeStatement(ImportStatement importStatement, MatchStatements matchStatements, ImportProgress progress) {
        this.importStatement = importStatement;
        this.matchStatements = matchStatements;
        this.progress = progress;
    }

    /**
     * Imports the statement. Do not call this method in a transaction. If the matching fails, the statement stays
     * imported, and the progress shows the failure. A job then repeats the matching. Sending the same file again also
     * repeats the matching.
     *
     * @throws Refusal with the problem; nothing was then imported
     */
    public Imported run(ImportStatement.Order order) {
        // An invalid provider or day is an error of the request, so no import starts.
        importStatement.check(order);
        UUID id = progress.begin(order);
        Imported imported = imported(order, id);
        UUID statement = imported.file().id();
        become(id, State.MATCHING, statement, null);
        try {
            matchStatements.run(imported.file());
        } catch (RuntimeException failed) {
            become(id, State.DONE, statement, "the statement is imported; a job continues the matching");
            throw failed;
        }
        become(id, State.DONE, statement, null);
        return imported;
    }

    private Imported imported(ImportStatement.Order order, UUID id) {
        try {
            return importStatement.run(order, new Paced(id));
        } catch (RuntimeException failed) {
            become(id, State.REFUSED, null, reason(failed));
            throw failed;
        }
    }

    private void become(UUID id, State state, @Nullable UUID statement, @Nullable String reason) {
        shown(() -> progress.become(id, state, statement, reason));
    }

    /** Writes the progress. If writing fails, the import continues, because the progress only informs people. */
    private static void shown(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException failed) {
            log.warn("The progress of an import could not be recorded", failed);
        }
    }

    private static String reason(RuntimeException failed) {
        if (!(failed instanceof Refusal refused)) {
            return "the engine could not finish the import; send the file again";
        }
        return refused.errors().isEmpty()
                ? refused.getMessage()
                : "the file " + refused.errors().getFirst().reason();
    }

    /** Writes the progress at most twice a second, so that writing does not slow down the import. */
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
                shown(() -> progress.read(id, bytes));
            }
        }
    }
}
