package id.kezbek.payouts;

import id.kezbek.shared.Ids;
import id.kezbek.shared.traces.Traced;
import id.kezbek.shared.traces.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts questions to providers side by side, and hands in what was learned. */
@Component
class Questions {

    private static final Logger log = LoggerFactory.getLogger(Questions.class);

    private final Outcomes outcomes;
    private final Traces traces;

    Questions(Outcomes outcomes, Traces traces) {
        this.outcomes = outcomes;
        this.traces = traces;
    }

    /** Asks about each, as many at once as there are; returns when all are answered, each bounded by its time-out. */
    void askAll(List<Attempts.Unresolved> due, Consumer<Attempts.Unresolved> question) {
        List<Future<?>> asked = new ArrayList<>(due.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Attempts.Unresolved attempt : due) {
                asked.add(threads.submit(() -> ask(attempt, question)));
            }
        }
        asked.forEach(Questions::tellWhereFailed);
    }

    private void ask(Attempts.Unresolved attempt, Consumer<Attempts.Unresolved> question) {
        try (Traced span = traces.beginCallOut("payout inquiry")) {
            span.put("cezbek.provider", attempt.provider()).put("cezbek.attempt", Ids.text(attempt.id()));
            question.accept(attempt);
        }
    }

    void report(Attempts.Unresolved attempt, Finding finding) {
        Reported reported = outcomes.report(new Report(attempt.id(), attempt.payout(), finding));
        if (reported instanceof Reported.NotWritten notWritten) {
            log.atWarn()
                    .addKeyValue("attempt", Ids.text(attempt.id()))
                    .addKeyValue("cause", notWritten.cause().getClass().getSimpleName())
                    .log("What was learned could not be written; it is asked again later");
        }
    }

    private static void tellWhereFailed(Future<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException failed) {
            log.warn("A question about an attempt failed; it is asked again later", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
