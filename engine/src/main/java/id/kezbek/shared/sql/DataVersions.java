package id.kezbek.shared.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The version of each kind of settings (rules, tiers, fees, partners) and the snapshots of them in this process. A
 * change of settings raises the version in its own transaction; a decision reads the versions in its own transaction,
 * so that a change that was acknowledged rules every later decision on every process.
 */
@Component
public class DataVersions {

    private static final Logger log = LoggerFactory.getLogger(DataVersions.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate outside;
    private final List<Snapshot<?>> snapshots = new CopyOnWriteArrayList<>();
    private volatile boolean isBehind;

    DataVersions(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.outside = new TransactionTemplate(transactions);
        outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    /** Says, inside the transaction that changes them, that these settings changed. */
    public void raise(String name) {
        int raised = jdbc.update("update shared.data_version set version = version + 1 where name = ?", name);
        if (raised != 1) {
            throw new IllegalStateException("There is no data version named " + name);
        }
        if (TransactionSynchronizationManager.isSynchronizationActive() && !isChangedHere()) {
            TransactionSynchronizationManager.registerSynchronization(new ChangedHere());
        }
    }

    /** Adds the reading of all versions to a decision's first round trip; then call {@link #refresh(Map)} with them. */
    public Map<String, Long> readIn(Pipeline pipeline) {
        Map<String, Long> versions = new HashMap<>();
        pipeline.select(
                "select name, version from shared.data_version", row -> versions.put(row.getString(1), row.getLong(2)));
        return versions;
    }

    /**
     * Reloads each snapshot that is behind; to be called in the transaction that read the versions. One that cannot be
     * loaded keeps none of the others back.
     */
    public void refresh(Map<String, Long> versions) {
        if (isChangedHere()) {
            return;
        }
        RuntimeException failed = null;
        for (Snapshot<?> snapshot : snapshots) {
            Long version = versions.get(snapshot.name());
            if (version == null) {
                throw new IllegalStateException("There is no data version named " + snapshot.name());
            }
            try {
                snapshot.catchUp(version);
            } catch (RuntimeException notLoaded) {
                failed = failed == null ? notLoaded : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Keeps readers outside of decisions at most this interval behind. */
    @Scheduled(fixedDelayString = "${cezbek.settings.refresh-interval:PT1S}")
    void refreshRegularly() {
        try {
            refresh();
            isBehind = false;
        } catch (RuntimeException failed) {
            if (!isBehind) {
                log.warn("Settings could not be refreshed; keeping current values: {}", failed.getMessage());
            }
            isBehind = true;
        }
    }

    /** Reloads what is behind, for a reader who must not miss a change of a moment ago. */
    public void refresh() {
        if (snapshots.isEmpty() || isChangedHere()) {
            return;
        }
        beside(() -> {
            Pipeline pipeline = new Pipeline();
            Map<String, Long> versions = readIn(pipeline);
            pipeline.run(jdbc);
            refresh(versions);
            return versions;
        });
    }

    /**
     * Reads settings beside a transaction that reads on behalf of a partner: that one sees the partner's rows only, and a
     * snapshot of what it sees would be everybody's.
     */
    <T> T beside(Supplier<T> reading) {
        return OwnRows.isReading() ? Objects.requireNonNull(outside.execute(status -> reading.get())) : reading.get();
    }

    void register(Snapshot<?> snapshot) {
        snapshots.add(snapshot);
    }

    /**
     * Whether this transaction itself raised a version. It then sees what is not committed, and a snapshot that is loaded
     * from it would outlive its rollback under a version that the next change takes.
     */
    private static boolean isChangedHere() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().stream()
                        .anyMatch(ChangedHere.class::isInstance);
    }

    private static final class ChangedHere implements TransactionSynchronization {}
}
