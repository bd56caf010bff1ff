package id.kezbek.shared.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Handles a batch as a whole. If the batch fails, the class handles each item separately, so that an item does not fail
 * when the database rejects another item.
 *
 * @param <I> the items
 * @param <O> the results
 */
public final class SplitOnFailure<I, O> {

    private static final Logger log = LoggerFactory.getLogger(SplitOnFailure.class);

    private final String what;
    private final Function<RuntimeException, O> failed;
    private final Runnable itemDone;

    /**
     * @param what the kind of items, for the log
     * @param failed creates a failed item's result from the exception; nothing was recorded for this item
     * @param itemDone called after each item that was handled separately
     */
    public SplitOnFailure(String what, Function<RuntimeException, O> failed, Runnable itemDone) {
        this.what = what;
        this.failed = failed;
        this.itemDone = itemDone;
    }

    /**
     * @param whole handles a batch completely or not at all, and returns the results in the order of the items
     * @return one result for each item, in the order of the items
     */
    public List<O> handle(List<I> items, Function<List<I>, List<O>> whole) {
        try {
            return whole.apply(items);
        } catch (RuntimeException failure) {
            tell(items.size(), failure);
            return items.size() == 1 || isUnreachable(failure)
                    ? Collections.nCopies(items.size(), failed.apply(failure))
                    : handleSingly(items, whole);
        }
    }

    private List<O> handleSingly(List<I> items, Function<List<I>, List<O>> whole) {
        List<O> results = new ArrayList<>(items.size());
        boolean isAway = false;
        while (!isAway && results.size() < items.size()) {
            try {
                results.addAll(whole.apply(List.of(items.get(results.size()))));
            } catch (RuntimeException failure) {
                tell(1, failure);
                // If the database is unavailable, all further items fail at once; otherwise each item would wait for
                // the database.
                isAway = isUnreachable(failure);
                results.addAll(Collections.nCopies(isAway ? items.size() - results.size() : 1, failed.apply(failure)));
            }
            itemDone.run();
        }
        return results;
    }

    private void tell(int size, RuntimeException failure) {
        log.atWarn().addKeyValue(what, size).setCause(failure).log("A batch of {} was rolled back", what);
    }

    private static boolean isUnreachable(RuntimeException failure) {
        return failure instanceof CannotCreateTransactionException
                || failure instanceof DataAccessResourceFailureException;
    }
}
