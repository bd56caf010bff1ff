package id.kezbek.reporting.export;

import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.JobSchedule;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the exports that people ordered as files. An export whose process ended is written anew, at a new moment of the
 * database: the rows of the old moment are gone with its transaction.
 */
@Component
class WriteFiles implements Job {

    static final String JOB = "write-exports";

    private static final Logger log = LoggerFactory.getLogger(WriteFiles.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int TRIES_MAX = 5;
    private static final int EXPIRED_AT_ONCE = 100;

    private static final CrashPoint WRITTEN = CrashPoint.named(
            "reporting.export-written", "an export's file is on the disk, the file store has nothing of it");
    private static final CrashPoint STORED = CrashPoint.named(
            "reporting.export-stored", "an export's file is in the file store, its row does not say so");

    private final Exports exports;
    private final ListAddresses addresses;
    private final WriteExport writeExport;
    private final ExportFiles files;
    private final ExportSettings settings;
    private final AuditLog auditLog;
    private final TellOwner tellOwner;
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
            PlatformTransactionManager transactions,
            Clock clock) {
        this.exports = exports;
        this.addresses = addresses;
        this.writeExport = writeExport;
        this.files = files;
        this.settings = settings;
        this.auditLog = auditLog;
        this.tellOwner = tellOwner;
        // Progress is recorded beside the transaction that reads.
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
        return "Writes the exports that people ordered, and deletes those that are no longer kept.";
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
            files.remove(expired);
            exports.expired(expired.id());
            ended++;
        }
        return JobOutcome.counted(ended, "exports written or deleted");
    }

    private void write(Exports.Claimed claimed) {
        try {
            WriteExport.Asked asked = asked(claimed);
            Path file = Files.createTempFile("export-", "." + claimed.format().ending());
            try {
                write(claimed, asked, file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (Exports.ClaimLost lost) {
            log.warn("An export is written by another process now", lost);
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
        int parts = files.put(claimed.id(), file);
        STORED.reached();
        Instant expiresAt = clock.instant().plus(settings.keptFor());
        own.executeWithoutResult(status -> {
            exports.done(claimed, manifest, parts, expiresAt);
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
            throw new IllegalStateException("An export is tried again: " + Ids.text(claimed.id()) + ", " + reason);
        }
        end(claimed, reason);
    }

    private void end(Exports.Claimed claimed, String reason) {
        own.executeWithoutResult(status -> {
            exports.failed(claimed, reason);
            tellOwner.failed(claimed.id(), claimed.order().subject(), claimed.list(), claimed.format(), reason);
        });
    }

    private WriteExport.Asked asked(Exports.Claimed claimed) {
        Exports.Order order = claimed.order();
        return addresses.read(
                order.address(), claimed.format(), new Caller(Role.valueOf(order.role()), order.subject(), null));
    }
}
