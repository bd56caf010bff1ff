package id.kezbek.reporting.export;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exports that are sent as the response to a request. The complete file is written to disk before its first byte is
 * sent. So after an error, the client gets an error response and never a part of a file. The
 * headers contain the manifest, which is known by then. A slow client occupies no database connection, because it reads
 * from the file.
 */
@Component
@EnableConfigurationProperties(ExportSettings.class)
public class AnswerWithExport {

    /** A complete export; {@code close} deletes the file. */
    public final class Written implements AutoCloseable {

        private final UUID id;
        private final Path file;
        private final Manifest manifest;
        private final @Nullable PartnerId partner;
        private final AtomicBoolean isClosed = new AtomicBoolean();

        private Written(UUID id, Path file, Manifest manifest, @Nullable PartnerId partner) {
            this.id = id;
            this.file = file;
            this.manifest = manifest;
            this.partner = partner;
        }

        public UUID id() {
            return id;
        }

        public Path file() {
            return file;
        }

        public Manifest manifest() {
            return manifest;
        }

        @Override
        public void close() throws IOException {
            if (!isClosed.getAndSet(true)) {
                try {
                    Files.deleteIfExists(file);
                } finally {
                    waiting.remove(partner);
                }
            }
        }
    }

    private final WriteExport writeExport;
    private final Exports exports;
    private final ExportSettings settings;
    private final Mailboxes mailboxes;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final WaitingFiles waiting = new WaitingFiles();

    AnswerWithExport(
            WriteExport writeExport,
            Exports exports,
            ExportSettings settings,
            Mailboxes mailboxes,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Ids ids) {
        this.writeExport = writeExport;
        this.exports = exports;
        this.settings = settings;
        this.mailboxes = mailboxes;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * Writes the export, and records the export and its manifest, also in the audit log.
     *
     * @throws Refusal for the same reasons as the list's GET, and for too many rows or too many files of the partner
     *     that wait for slow clients
     */
    public Written write(WriteExport.Asked asked) {
        PartnerId partner = asked.caller().partner();
        waiting.add(partner);
        boolean isComplete = false;
        try {
            Written written = onDisk(asked);
            isComplete = true;
            return written;
        } catch (IOException full) {
            // Throws another type of exception, because an IOException would mean that the client has disconnected.
            throw new UncheckedIOException("An export cannot be written to disk", full);
        } finally {
            if (!isComplete) {
                waiting.remove(partner);
            }
        }
    }

    private Written onDisk(WriteExport.Asked asked) throws IOException {
        Path file = Files.createTempFile("export-", "." + asked.format().ending());
        boolean isComplete = false;
        try {
            Manifest manifest = write(asked, file);
            UUID id = ids.next();
            transactions.executeWithoutResult(status -> {
                exports.addAnswered(
                        id,
                        asked.list().path(),
                        asked.format(),
                        mailboxes.find(asked.caller().subject()).orElse(null),
                        manifest);
                auditLog.append(audited(id, asked, manifest));
            });
            isComplete = true;
            return new Written(id, file, manifest, asked.caller().partner());
        } finally {
            if (!isComplete) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Manifest write(WriteExport.Asked asked, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return writeExport.write(asked, out, settings.rowsAtOnce(), rows -> {});
        } catch (WriteExport.TooManyRows tooMany) {
            throw Refusal.badField(
                    "accept",
                    "would give more than " + settings.rowsAtOnce()
                            + " rows; narrow the filters, or send POST /api/v2/exports for a file");
        }
    }

    static AuditEntry audited(UUID id, WriteExport.Asked asked, Manifest manifest) {
        return AuditEntry.by(
                asked.caller(),
                "LIST_EXPORTED",
                "export " + Ids.text(id),
                Map.of(
                        "list", asked.list().path(),
                        "of", String.join(", ", asked.variables().values()),
                        "filters", asked.filters().toString(),
                        "format", asked.format().name(),
                        "rows", Long.toString(manifest.rows()),
                        "sha256", manifest.sha256()));
    }
}
