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
 * The version of each kind of settings (rules, tiers, fees, partners), and this process's snapshots of them. A change
 * increments the version in its transaction. A decision reads the versions in its own transaction. So once a change is
 * acknowledged, every later decision in every process uses it.
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

    /** Increments the version of these settings. Call this method in the transaction that changes the settings. */
    public void raise(String name) {
        int raised = jdbc.update("update shared.data_version set version = version + 1 where name = ?", name);
        if (raised != 1) {
            throw new IllegalStateException("Unknown data version: " + name);
        }
        if (TransactionSynchronizationManager.isSynchronizationActive() && !isChangedHere()) {
            TransactionSynchronizationManager.registerSynchronization(new ChangedHere());
        }
    }

    /** Adds a query of all versions to a decision's first round trip. Call {@link #refresh(Map)} afterwards. */
    public Map<String, Long> readIn(Pipeline pipeline) {
        Map<String, Long> versions = new HashMap<>();
        pipeline.select(
                "select name, version from shared.data_version", row -> versions.put(row.getString(1), row.getLong(2)));
        return versions;
    }

    /**
     * Reloads each outdated snapshot. Call this method in the transaction that read the versions. A snapshot that fails
     * to load does not affect other snapshots.
     */
    public void refresh(Map<String, Long> versions) {
        if (isChangedHere()) {
            return;
        }
        RuntimeException failed = null;
        for (Snapshot<?> snapshot : snapshots) {
            Long version = versions.get(snapshot.name());
            if (version == null) {
                throw new IllegalStateException("Unknown data version: " + snapshot.name());
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

    /**
     * Regularly reloads outdated snapshots for readers that do not compare versions. Decisions compare the versions
     * themselves.
     */
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

    /** Reloads outdated snapshots, for readers that need the latest change. */
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
     * Reads settings outside a partner's read transaction: that transaction sees only the partner's rows, but a
     * snapshot must contain the rows of all partners.
     */
    <T> T beside(Supplier<T> reading) {
        return OwnRows.isReading() ? Objects.requireNonNull(outside.execute(status -> reading.get())) : reading.get();
    }

    void register(Snapshot<?> snapshot) {
        snapshots.add(snapshot);
    }

    /**
     * Whether this transaction has incremented a version. Such a transaction sees its own uncommitted changes. A
     * snapshot loaded in such a transaction would survive a rollback, and the next change would get the same version
     * number.
     */
    private static boolean isChangedHere() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().stream()
                        .anyMatch(ChangedHere.class::isInstance);
    }

    private static final class ChangedHere implements TransactionSynchronization {}
}
