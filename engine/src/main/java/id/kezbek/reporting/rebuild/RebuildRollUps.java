package id.kezbek.reporting.rebuild;

import id.kezbek.facts.FactReaders;
import id.kezbek.reporting.rollup.Copies;
import id.kezbek.reporting.rollup.Copies.Copy;
import id.kezbek.reporting.rollup.RollUpTables;
import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.reporting.verdict.LedgerVerdicts;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recomputes the roll-ups from the first event in a second copy, while reports read the first copy. When both copies
 * have read the same events, the copies are compared. The new copy replaces the old copy if both copies are equal, or
 * if the new copy is closer to the ledger.
 */
@Component
public class RebuildRollUps {

    /** The result of a rebuild. */
    public sealed interface Result {

        /** @param different the number of rows that differed between the copies */
        record Swapped(long different, Money residualBefore, Money residual) implements Result {}

        /** The new copy is not closer to the ledger and is discarded. */
        record Kept(long different, Money residual, Money residualOfNew) implements Result {}

        /** This run could not read new events as fast as they arrived. The next run continues with the new copy. */
        record Behind() implements Result {}
    }

    private static final int TRIES = 100;

    private final Copies copies;
    private final RollUps rollUps;
    private final RollUpTables tables;
    private final VerifyRollUps verify;
    private final LedgerVerdicts verdicts;
    private final FactReaders readers;
    private final TransactionTemplate atOneTime;

    RebuildRollUps(
            Copies copies,
            RollUps rollUps,
            RollUpTables tables,
            VerifyRollUps verify,
            LedgerVerdicts verdicts,
            FactReaders readers,
            PlatformTransactionManager transactionManager) {
        this.copies = copies;
        this.rollUps = rollUps;
        this.tables = tables;
        this.verify = verify;
        this.verdicts = verdicts;
        this.readers = readers;
        this.atOneTime = new TransactionTemplate(transactionManager);
        this.atOneTime.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Starts a rebuild, or continues a rebuild that an earlier run did not finish. */
    public Result run() {
        begin();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            copies.all().forEach(copy -> {
                while (rollUps.read(copy) > 0) {}
            });
            Optional<Result> result = finish();
            if (result.isPresent()) {
                clear();
                return result.get();
            }
        }
        return new Result.Behind();
    }

    private void begin() {
        clear();
        atOneTime.executeWithoutResult(status -> {
            // Takes locks in the same order as a read of events: first the consumer, then the copies.
            List<Copy> empty =
                    copies.all().stream().filter(copy -> !copy.isFilled()).toList();
            empty.forEach(copy -> readers.remove(copy.consumer()));
            if (copies.lockAll().containsAll(empty)) {
                empty.forEach(copy -> copies.become(copy, Copies.State.REBUILDING));
            } else {
                status.setRollbackOnly();
            }
        });
    }

    private void clear() {
        copies.all().stream().filter(copy -> !copy.isFilled()).forEach(copy -> tables.clear(copy.number()));
    }

    /**
     * Compares the copies and decides which copy to keep. Empty if a concurrent read of events prevented the decision.
     */
    private Optional<Result> finish() {
        List<Copy> filled = copies.all();
        Copy old = with(Copies.State.IN_USE, filled);
        Copy rebuilt = with(Copies.State.REBUILDING, filled);
        Optional<Money> residualOfOld = verify.compare(old).map(VerifyRollUps.Compared::residual);
        Optional<Money> residualOfNew = verify.compare(rebuilt).map(VerifyRollUps.Compared::residual);
        if (residualOfOld.isEmpty() || residualOfNew.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Objects.requireNonNull(
                    atOneTime.execute(status -> decide(old, rebuilt, residualOfOld.get(), residualOfNew.get())));
        } catch (ConcurrencyFailureException read) {
            return Optional.empty();
        }
    }

    private Optional<Result> decide(Copy old, Copy rebuilt, Money residualOfOld, Money residualOfNew) {
        for (Copy copy : List.of(old, rebuilt)) {
            readers.hold(copy.consumer());
            // In one snapshot, the last event of both copies is the same.
            while (rollUps.read(copy) > 0) {}
        }
        if (!copies.lockAll().containsAll(List.of(old, rebuilt))
                || !readers.areLevel(old.consumer(), rebuilt.consumer())) {
            return Optional.empty();
        }
        long different = tables.differences(old.number(), rebuilt.number());
        boolean isBetter = different == 0 || residualOfNew.below(residualOfOld);
        Copy leaving = isBetter ? old : rebuilt;
        copies.become(leaving, Copies.State.EMPTY);
        readers.remove(leaving.consumer());
        if (!isBetter) {
            return Optional.of(new Result.Kept(different, residualOfOld, residualOfNew));
        }
        copies.become(rebuilt, Copies.State.IN_USE);
        if (different > 0) {
            verdicts.forget();
        }
        return Optional.of(new Result.Swapped(different, residualOfOld, residualOfNew));
    }

    private static Copy with(Copies.State state, List<Copy> filled) {
        return filled.stream()
                .filter(copy -> copy.state() == state)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no copy of the roll-ups is " + state));
    }
}
