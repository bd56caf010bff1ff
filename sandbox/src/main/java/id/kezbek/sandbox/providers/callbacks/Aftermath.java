package id.kezbek.sandbox.providers.callbacks;

import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.faults.Misbehaviour.CallbackPlan;
import java.time.Instant;

/** The events after an order is booked: the late payment, the reversal, the callbacks. */
public final class Aftermath {

    private static final CallbackPlan NO_CALLBACK = new CallbackPlan(false, false, false, false);

    private final Book book;
    private final Later later;
    private final Callbacks callbacks;

    public Aftermath(Book book, Later later, Callbacks callbacks) {
        this.book = book;
        this.later = later;
        this.callbacks = callbacks;
    }

    /**
     * Continues the payments and reversals that an earlier process did not make. Callbacks that the earlier process did
     * not send are lost.
     */
    public void resume() {
        book.due().forEach(line -> scheduleWhatIsDue(line, NO_CALLBACK));
    }

    public void follow(BookLine line, CallbackPlan callback) {
        if (!line.isPromise()) {
            callbacks.tell(line, callback);
        }
        scheduleWhatIsDue(line, callback);
    }

    private void scheduleWhatIsDue(BookLine line, CallbackPlan callback) {
        if (line.dueMillis() > 0) {
            later.at(Instant.ofEpochMilli(line.dueMillis()), () -> carryOut(line, callback));
        }
    }

    private void carryOut(BookLine line, CallbackPlan callback) {
        var next = line.isPromise() ? book.keepPromise(line.reference()) : book.reverse(line.reference());
        next.ifPresent(written -> follow(written, callback));
    }
}
