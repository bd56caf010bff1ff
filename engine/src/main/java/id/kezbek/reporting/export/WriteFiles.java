package id.kezbek.reporting.export;

import id.kezbek.approvals.Standing;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Caller;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes ordered exports to files, with the current role of the person who ordered the export. If the process stops,
 * another process restarts the export with a new snapshot, because the old snapshot ended with its transaction.
 */
@Component
class WriteFiles implements Job {

    static final String JOB = "write-exports";

    private static final Logger log = LoggerFactory.getLogger(WriteFiles.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int TRIES_MAX = 5;
    private static final int EXPIRED_AT_ONCE = 100;
    private static final String REFUSED =
            "the person who ordered this export may no longer read this list; a person with access must order it";

    private static final CrashPoint WRITTEN =
            CrashPoint.named("reporting.export-written", "an export's file is on disk and not in the file store yet");
    private static final CrashPoint STORED = CrashPoint.named(
            "reporting.export-stored", "an export's file is in the file store, but its row does not record that yet");

    private final Exports exports;
    private final ListAddresses addresses;
    private final WriteExport writeExport;
    private final ExportFiles files;
    private final ExportSettings settings;
    private final AuditLog auditLog;
    private final TellOwner tellOwner;
    private final Standing standing;
    private final TransactionTemplate own;
    private final Clock clock;

    WriteFiles(
            Exports exports,
            ListAddresses addresses,
            WriteExport writeExport,
            ExportFiles files,
            ExportSettings settings,
            AuditLog auditLog,
            TellOwner tellOwner,
            Standing standing,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.exports = exports;
        this.addresses = addresses;
        this.writeExport = writeExport;
        this.files = files;
        this.settings = settings;
        this.auditLog = auditLog;
        this.tellOwner = tellOwner;
        this.standing = standing;
        // Progress is recorded in a separate transaction, while the reading transaction is still open.
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public String purpose() {
        return "Writes ordered exports to files, and deletes files after their retention period.";
    }

    @Override
    public JobSchedule schedule() {
        return new JobSchedule.Every(EVERY);
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public JobOutcome run() {
        int ended = 0;
        for (Optional<Exports.Claimed> next = exports.claim(); next.isPresent(); next = exports.claim()) {
            write(next.get());
            ended++;
        }
        for (ExportRecord expired : exports.due(EXPIRED_AT_ONCE)) {
            remove(expired);
            exports.expired(expired.id());
            ended++;
        }
        return JobOutcome.counted(ended, "exports written or deleted");
    }

    private void remove(ExportRecord expired) {
        Manifest manifest = expired.manifest();
        if (manifest != null) {
            files.remove(expired.id(), manifest.bytes());
        }
    }

    private void write(Exports.Claimed claimed) {
        if (claimed.tries() > TRIES_MAX) {
            // Each process that wrote this export was killed, perhaps because the file fills the disk.
            end(claimed, "it could not be written");
            return;
        }
        try {
            Optional<WriteExport.Asked> permitted = asked(claimed);
            if (permitted.isEmpty()) {
                refuse(claimed);
                return;
            }
            WriteExport.Asked asked = permitted.get();
            Path file = Files.createTempFile("export-", "." + claimed.format().ending());
            try {
                write(claimed, asked, file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (Exports.ClaimLost lost) {
            log.warn("Another process has taken over an export", lost);
        } catch (WriteExport.TooManyRows tooMany) {
            end(claimed, "it has more than " + settings.rowsMax() + " rows; narrow the filters");
        } catch (Refusal refused) {
            endOrRetry(claimed, refused.getMessage());
        } catch (IOException | RuntimeException failed) {
            log.error("An export could not be written: {}", Ids.text(claimed.id()), failed);
            endOrRetry(claimed, "it could not be written");
        }
    }

    private void write(Exports.Claimed claimed, WriteExport.Asked asked, Path file) throws IOException {
        Manifest manifest;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            manifest = writeExport.write(
                    asked,
                    out,
                    settings.rowsMax(),
                    rows -> own.executeWithoutResult(status -> exports.progress(claimed, rows)));
        }
        WRITTEN.reached();
        byte[] sealedKey = files.put(claimed.id(), file);
        STORED.reached();
        if (caller(claimed).filter(asked.list()::admits).isEmpty()) {
            files.remove(claimed.id(), manifest.bytes());
            refuse(claimed);
            return;
        }
        Instant expiresAt = clock.instant().plus(settings.keptFor());
        own.executeWithoutResult(status -> {
            exports.done(claimed, manifest, sealedKey, expiresAt);
            auditLog.append(AnswerWithExport.audited(claimed.id(), asked, manifest));
            tellOwner.ready(
                    claimed.id(),
                    claimed.order().subject(),
                    asked.list().path(),
                    claimed.format(),
                    manifest.rows(),
                    expiresAt);
        });
    }

    private void endOrRetry(Exports.Claimed claimed, String reason) {
        if (claimed.tries() < TRIES_MAX) {
            exports.giveBack(claimed);
            throw new IllegalStateException("An export will be retried: " + Ids.text(claimed.id()) + ", " + reason);
        }
        end(claimed, reason);
    }

    private void end(Exports.Claimed claimed, String reason) {
        own.executeWithoutResult(status -> {
            exports.failed(claimed, reason);
            tellOwner.failed(claimed.id(), claimed.order().subject(), claimed.list(), claimed.format(), reason);
        });
    }

    /**
     * Ends an export whose owner may no longer read the list. The owner is not notified, because the owner may have
     * left the company.
     */
    private void refuse(Exports.Claimed claimed) {
        own.executeWithoutResult(status -> {
            exports.failed(claimed, REFUSED);
            auditLog.append(new AuditEntry(
                    AuditEntry.SYSTEM,
                    "EXPORT_REFUSED",
                    "export " + Ids.text(claimed.id()),
                    Map.of("list", claimed.list(), "reason", REFUSED)));
        });
    }

    /** The export with the person's current rights; empty if the person may no longer read the list. */
    private Optional<WriteExport.Asked> asked(Exports.Claimed claimed) {
        return caller(claimed)
                .filter(caller -> addresses.admits(claimed.order().address(), caller))
                .map(caller -> addresses.read(claimed.order().address(), claimed.format(), caller));
    }

    /**
     * The person who ordered the export, with that person's current role; empty for officers of partners, who cannot
     * order files.
     */
    private Optional<Caller> caller(Exports.Claimed claimed) {
        return standing.of(claimed.owner())
                .filter(present -> present.role().isStaff())
                .map(present -> new Caller(present.role(), claimed.order().subject(), null));
    }
}
