package id.kezbek.reporting.export;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exports that are sent as the response to a request. The file is written to disk completely before its first byte is
 * sent. So after an error, the client gets an error response and never a part of a file. The manifest can be sent in
 * the headers, and a slow reader holds no database connection.
 */
@Component
@EnableConfigurationProperties(ExportSettings.class)
public class AnswerWithExport {

    /** A complete export; the reader of the file must delete it. */
    public record Written(UUID id, Path file, Manifest manifest) {}

    private final WriteExport writeExport;
    private final Exports exports;
    private final ExportSettings settings;
    private final Mailboxes mailboxes;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Ids ids;

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
     * Writes the export and records it with its manifest, also in the audit log.
     *
     * @throws Refusal as the list's GET does, or if there are too many rows
     */
    public Written write(WriteExport.Asked asked) {
        try {
            return onDisk(asked);
        } catch (IOException full) {
            // Rethrown as another type, because an IOException would mean that the client has disconnected.
            throw new UncheckedIOException("An export cannot be written to disk", full);
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
            return new Written(id, file, manifest);
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
