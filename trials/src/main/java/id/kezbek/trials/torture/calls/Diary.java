package id.kezbek.trials.torture.calls;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** All requests of the callers and their results: the first of the three records. */
public final class Diary {

    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<TopUpCall> topUps = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<RefundCall> refunds = new ConcurrentLinkedQueue<>();
    private final Set<Asked.Key> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong unclear = new AtomicLong();

    public void note(Call call) {
        calls.add(call);
        switch (call.told()) {
            case Told.Acknowledged told -> acknowledged.add(call.asked().key());
            case Told.Refused told -> {}
            case Told.Unclear told -> unclear.incrementAndGet();
        }
    }

    public void note(TopUpCall call) {
        topUps.add(call);
    }

    public void note(RefundCall call) {
        refunds.add(call);
    }

    public List<RefundCall> refunds() {
        return List.copyOf(refunds);
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<TopUpCall> topUps() {
        return List.copyOf(topUps);
    }

    /** The number of acknowledged purchases, without repeats. */
    public int acknowledged() {
        return acknowledged.size();
    }

    /** The number of requests without a clear result. */
    long unclear() {
        return unclear.get();
    }
}
