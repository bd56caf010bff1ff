package id.kezbek.administration.web;

import id.kezbek.facts.FactReaders;
import id.kezbek.jobs.JobReport;
import id.kezbek.jobs.JobRun;
import id.kezbek.jobs.ReadJobs;
import id.kezbek.notifications.EmailArchive;
import id.kezbek.notifications.EmailQueue;
import id.kezbek.payouts.OpenPayouts;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.web.reading.Amount;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Measurements of all processes together, read at most once every two seconds for all viewers of the page. */
@Component
@ConditionalOnRole(ProcessRole.API)
class EngineFigures {

    private static final Logger log = LoggerFactory.getLogger(EngineFigures.class);
    private static final Duration KEPT = Duration.ofSeconds(2);

    private record Kept(long nanos, Figures.Engine figures) {}

    private final OpenPayouts openPayouts;
    private final ProviderBoard providers;
    private final EmailArchive emails;
    private final EmailQueue queue;
    private final FactReaders factReaders;
    private final ReadJobs readJobs;
    private @Nullable Kept kept;

    EngineFigures(
            OpenPayouts openPayouts,
            ProviderBoard providers,
            EmailArchive emails,
            EmailQueue queue,
            FactReaders factReaders,
            ReadJobs readJobs) {
        this.openPayouts = openPayouts;
        this.providers = providers;
        this.emails = emails;
        this.queue = queue;
        this.factReaders = factReaders;
        this.readJobs = readJobs;
    }

    synchronized Figures.Engine now() {
        Kept last = kept;
        if (last != null && System.nanoTime() - last.nanos() < KEPT.toNanos()) {
            return last.figures();
        }
        Figures.Engine figures = new Figures.Engine(
                payouts(), providers.all().stream().map(EngineFigures::provider).toList(), emails(), facts(), jobs());
        kept = new Kept(System.nanoTime(), figures);
        return figures;
    }

    private Map<String, Long> payouts() {
        Map<PayoutState, Long> counts = openPayouts.counts();
        Map<String, Long> byState = new LinkedHashMap<>();
        Arrays.stream(PayoutState.values())
                .filter(OpenPayouts.STATES::contains)
                .forEach(state -> byState.put(state.name(), counts.getOrDefault(state, 0L)));
        return byState;
    }

    private static Figures.Provider provider(ProviderBoard.Standing standing) {
        return new Figures.Provider(
                standing.code(),
                standing.name(),
                health(standing.breakers()),
                standing.pause() != null,
                standing.sending(),
                standing.unknown(),
                standing.oldestUnknownAge().toSeconds(),
                Amount.of(standing.money().available()),
                standing.money().isLow());
    }

    private static String health(ProviderBoard.Breakers breakers) {
        if (breakers.open() == 0) {
            return breakers.closed() == 0 ? "UNKNOWN" : "UP";
        }
        return breakers.closed() == 0 ? "DOWN" : "DEGRADED";
    }

    private Figures.Emails emails() {
        Map<EmailArchive.State, Long> counts = emails.open();
        Map<String, Long> byState = new LinkedHashMap<>();
        Arrays.stream(EmailArchive.State.values())
                .filter(state -> state != EmailArchive.State.SENT && state != EmailArchive.State.SUPPRESSED)
                .forEach(state -> byState.put(state.name(), counts.getOrDefault(state, 0L)));
        return new Figures.Emails(byState, queue());
    }

    private Figures.@Nullable Queue queue() {
        try {
            EmailQueue.Depth depth = queue.depth();
            return new Figures.Queue(depth.waiting(), depth.inFlight(), depth.dead());
        } catch (RuntimeException unreachable) {
            log.debug("The length of the e-mail queue could not be read", unreachable);
            return null;
        }
    }

    private List<Figures.FactReader> facts() {
        return factReaders.all().stream()
                .map(reader -> new Figures.FactReader(
                        reader.consumer(),
                        reader.unread(),
                        reader.oldestUnreadAge().toSeconds(),
                        reader.setAside()))
                .toList();
    }

    private List<Figures.Job> jobs() {
        return readJobs.all().stream().map(EngineFigures::job).toList();
    }

    private static Figures.Job job(JobReport job) {
        JobRun run = job.latestRun();
        return run == null
                ? new Figures.Job(job.name(), null, null, null, null, job.nextRunAt())
                : new Figures.Job(
                        job.name(),
                        run.state().name(),
                        run.startedAt(),
                        run.tookMillis(),
                        run.outcome(),
                        job.nextRunAt());
    }
}
