package id.kezbek.reconciliation.imports;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.Ids;
import id.kezbek.shared.files.SealedFiles;
import id.kezbek.shared.security.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The bytes of statements, sealed in the file store because the bytes contain customers' phone numbers. */
@Component
public class StatementBytes {

    private static final String FOLDER = "statements/";

    private final SealedFiles files;
    private final StatementFiles statements;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;

    StatementBytes(SealedFiles files, StatementFiles statements, AuditLog auditLog, TransactionTemplate transactions) {
        this.files = files;
        this.statements = statements;
        this.auditLog = auditLog;
        this.transactions = transactions;
    }

    /**
     * The bytes that the provider sent; the audit log records each reader. The result is empty if the bytes were
     * deleted.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store fails
     */
    public Optional<InputStream> read(StatementFile file, Caller caller) {
        Optional<InputStream> bytes =
                statements.store(file.id()).map(store -> files.get(name(file.id(), store), store.sealedKey()));
        bytes.ifPresent(there -> transactions.executeWithoutResult(status -> auditLog.append(AuditEntry.by(
                caller,
                "STATEMENT_READ",
                "statement " + Ids.text(file.id()),
                Map.of("provider", file.provider(), "sha256", file.sha256())))));
        return bytes;
    }

    /**
     * Stores a separate copy for each import, even if another import has the same bytes, because a refused import
     * deletes its copy.
     */
    StatementFiles.Store put(UUID id, String provider, byte[] sha256, byte[] bytes) {
        String key = FOLDER + provider + "/" + HexFormat.of().formatHex(sha256) + "-" + Ids.text(id);
        try {
            byte[] sealedKey =
                    files.put(new SealedFiles.Name(key, bytes.length, ofKey(id)), new ByteArrayInputStream(bytes));
            return new StatementFiles.Store(key, bytes.length, sealedKey);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void remove(UUID id, StatementFiles.Store store) {
        files.remove(name(id, store));
    }

    private static SealedFiles.Name name(UUID id, StatementFiles.Store store) {
        return new SealedFiles.Name(store.key(), store.bytes(), ofKey(id));
    }

    /** The context that binds a sealed key to its statement. */
    static String ofKey(UUID id) {
        return "reconciliation.file/" + id;
    }
}
