package id.kezbek.reconciliation.jobs;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.reconciliation.imports.ForgetStatements;
import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.reconciliation.imports.Imported;
import id.kezbek.reconciliation.matching.MatchStatements;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Imports the statements in a folder of the file store, for example {@code statements-inbox/MTRANS/2026-11-28.csv}. An
 * imported file is deleted from the folder. A refused file is moved to a folder that is named after the day of the run,
 * for example {@code statements-refused/2026-11-29/}.
 */
@Component
class TakeStatements {

    /** The counts of one run. */
    record Taken(int imported, int refused) {}

    /** The maximum size of a file as stored, possibly compressed. */
    static final int BYTES_MAX = 64 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile(
            "(?<provider>[A-Z0-9_]+)/(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\\.(?<profile>[A-Z0-9_]+))?\\.csv(?:\\.gz)?");

    private final FileStore store;
    private final ImportStatement importStatement;
    private final MatchStatements matchStatements;
    private final Clock clock;
    private final String folder;

    TakeStatements(
            FileStore store,
            ImportStatement importStatement,
            MatchStatements matchStatements,
            Clock clock,
            @Value("${cezbek.reconciliation.inbox:statements-inbox}") String folder) {
        this.store = store;
        this.importStatement = importStatement;
        this.matchStatements = matchStatements;
        this.clock = clock;
        this.folder = folder;
    }

    Taken run() {
        List<String> keys = new ArrayList<>();
        store.keys(folder, keys::add);
        int imported = 0;
        int refused = 0;
        for (String key : keys.stream().sorted().toList()) {
            Optional<byte[]> bytes = store.get(key, BYTES_MAX);
            if (bytes.isPresent()) {
                if (take(key, bytes.get())) {
                    imported++;
                } else {
                    store.put(refused(key.substring(folder.length() + 1)), bytes.get(), "application/octet-stream");
                    refused++;
                }
                store.remove(key);
            }
        }
        return new Taken(imported, refused);
    }

    /**
     * The new key of the file. The folder is named after the day of the run, because the retention time starts on that
     * day.
     */
    private String refused(String name) {
        return ForgetStatements.REFUSED + "/" + Jakarta.dayOf(clock.instant()) + "/" + name.replace('/', '_');
    }

    private boolean take(String key, byte[] bytes) {
        Optional<ImportStatement.Order> order = order(key.substring(folder.length() + 1), bytes);
        if (order.isEmpty()) {
            return false;
        }
        try {
            Imported imported = importStatement.run(order.get());
            matchStatements.run(imported.file());
            return true;
        } catch (Refusal refused) {
            if (refused.code() == ErrorCode.OUT_OF_SERVICE) {
                throw refused;
            }
            importStatement.recordRefused(order.get(), reason(refused));
            return false;
        }
    }

    private static String reason(Refusal refused) {
        return refused.errors().isEmpty()
                ? String.valueOf(refused.getMessage())
                : refused.errors().getFirst().field() + " "
                        + refused.errors().getFirst().reason();
    }

    private static Optional<ImportStatement.Order> order(String name, byte[] bytes) {
        Matcher named = NAME.matcher(name);
        if (!named.matches()) {
            return Optional.empty();
        }
        try {
            // Only the provider's deliveries are in the folder, so each file is a new download.
            LocalDate day = LocalDate.parse(named.group("day"));
            return Optional.of(new ImportStatement.Order(
                    named.group("provider"), named.group("profile"), day, day, false, true, bytes, AuditEntry.SYSTEM));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
