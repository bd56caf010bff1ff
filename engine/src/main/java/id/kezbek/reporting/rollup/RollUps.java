package id.kezbek.reporting.rollup;

import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.facts.FactReaders;
import id.kezbek.facts.Facts;
import id.kezbek.facts.FactsSetAside;
import id.kezbek.ledger.MoneyEvent;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds events to the roll-ups. One transaction writes the figures and the position in the event log, so that each event
 * is added exactly once, even after a crash.
 */
@Component
public class RollUps {

    private static final int EVENTS_AT_ONCE = 1_000;

    private final Facts facts;
    private final FactReaders readers;
    private final FactsSetAside setAside;
    private final EventReader events;
    private final Copies copies;
    private final RollUpTables tables;
    private final TransactionTemplate transactions;

    RollUps(
            Facts facts,
            FactReaders readers,
            FactsSetAside setAside,
            EventReader events,
            Copies copies,
            RollUpTables tables,
            TransactionTemplate transactions) {
        this.facts = facts;
        this.readers = readers;
        this.setAside = setAside;
        this.events = events;
        this.copies = copies;
        this.tables = tables;
        this.transactions = transactions;
    }

    /**
     * Adds the next events to each copy that is not empty.
     *
     * @return whether unread events may exist
     */
    public boolean read() {
        boolean isMore = false;
        for (Copies.Copy copy : copies.all()) {
            if (copy.isFilled()) {
                isMore |= read(copy) == EVENTS_AT_ONCE;
            } else {
                endConsumer(copy);
            }
        }
        return isMore;
    }

    /**
     * Removes the event consumer of an empty copy. A read that started before the copy was emptied may have recreated
     * the consumer.
     */
    private void endConsumer(Copies.Copy copy) {
        transactions.executeWithoutResult(status -> {
            readers.hold(copy.consumer());
            if (!copies.lock(copy.number()).isFilled()) {
                readers.remove(copy.consumer());
            }
        });
    }

    /**
     * Adds the next events to one copy.
     *
     * @return the number of events read
     */
    public int read(Copies.Copy copy) {
        return facts.read(copy.consumer(), EVENTS_AT_ONCE, next -> add(copy, next));
    }

    /** Retries dead letters. */
    public FactsSetAside.Retried retry(Copies.Copy copy) {
        return setAside.retry(copy.consumer(), next -> add(copy, next));
    }

    private void add(Copies.Copy copy, List<Fact> next) {
        if (copies.lock(copy.number()).isFilled()) {
            tables.add(copy.number(), batch(next));
        }
    }

    /** The figures of events. */
    public RollUpBatch batch(List<Fact> next) {
        RollUpBatch batch = new RollUpBatch();
        next.forEach(fact -> events.read(fact, MoneyEvent.class).ifPresent(event -> batch.add(event, fact.at())));
        return batch;
    }
}
