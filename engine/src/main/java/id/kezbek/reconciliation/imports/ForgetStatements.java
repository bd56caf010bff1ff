package id.kezbek.reconciliation.imports;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.files.FileStore;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes customers' data from old statements. Phone numbers are removed from statement lines in batches, after the
 * same time as from purchases and payouts. The original bytes are deleted from the file store. Refused files are
 * deleted too, because refused files are stored unsealed.
 */
@Component
public class ForgetStatements {

    /** The folder of refused files, with a subfolder for each day. */
    public static final String REFUSED = "statements-refused";

    private static final String NUMBERS = "cezbek.privacy.books-kept-for";
    private static final String BYTES = "cezbek.reconciliation.files-kept-for";
    private static final String REFUSED_FILES = "cezbek.reconciliation.refused-kept-for";
    private static final Duration SHORTEST = Duration.ofDays(365);
    private static final int LINES_AT_ONCE = 5_000;
    private static final int FILES_MAX = 1_000;
    private static final int BYTES_MAX = 64 * 1024 * 1024;

    /** The counts of one run. */
    public record Run(int numbers, int files) {}

    private final JdbcClient jdbc;
    private final StatementFiles statements;
    private final StatementBytes bytes;
    private final FileStore store;
    private final Clock clock;
    private final Duration numbersKeptFor;
    private final Duration bytesKeptFor;
    private final Duration refusedKeptFor;

    ForgetStatements(
            JdbcClient jdbc,
            StatementFiles statements,
            StatementBytes bytes,
            FileStore store,
            Clock clock,
            @Value("${" + NUMBERS + ":P3653D}") Duration numbersKeptFor,
            @Value("${" + BYTES + ":P3653D}") Duration bytesKeptFor,
            @Value("${" + REFUSED_FILES + ":P30D}") Duration refusedKeptFor) {
        if (bytesKeptFor.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(BYTES + " must be at least P365D, for example P3653D for ten years");
        }
        if (!refusedKeptFor.isPositive()) {
            throw new IllegalArgumentException(REFUSED_FILES + " must be above zero, for example P30D");
        }
        this.jdbc = jdbc;
        this.statements = statements;
        this.bytes = bytes;
        this.store = store;
        this.clock = clock;
        this.numbersKeptFor = numbersKeptFor;
        this.bytesKeptFor = bytesKeptFor;
        this.refusedKeptFor = refusedKeptFor;
    }

    /** Processes at most a thousand statements of each kind; the next run processes further statements. */
    public Run run() {
        sealEarlier();
        return new Run(numbers(), ownBytes() + refused());
    }

    /** Seals bytes that an earlier version stored unsealed. */
    private void sealEarlier() {
        for (StatementFiles.Plain plain : statements.inClear(FILES_MAX)) {
            store.get(plain.key(), BYTES_MAX).ifPresent(there -> {
                statements.sealed(plain, bytes.put(plain.file(), plain.provider(), plain.sha256(), there));
                if (!statements.isStored(plain.key())) {
                    store.remove(plain.key());
                }
            });
        }
    }

    private int numbers() {
        LocalDate before = dayBefore(numbersKeptFor);
        int forgotten = 0;
        for (UUID file : statements.withNumbers(before, FILES_MAX)) {
            int last = statements.lastLine(file);
            for (int after = 0; after < last; after += LINES_AT_ONCE) {
                forgotten += jdbc.sql("select reconciliation.forget_numbers(?, ?, ?, ?)")
                        .params(file, before, after, after + LINES_AT_ONCE)
                        .query(Integer.class)
                        .single();
            }
            statements.numbersForgotten(file, clock.instant());
        }
        return forgotten;
    }

    /** Deletes the bytes before the row is updated. So after a crash, the next run repeats the deletion. */
    private int ownBytes() {
        List<UUID> old = statements.withBytes(dayBefore(bytesKeptFor), FILES_MAX);
        for (UUID file : old) {
            statements.store(file).ifPresent(kept -> bytes.remove(file, kept));
            statements.bytesRemoved(file);
        }
        return old.size();
    }

    private int refused() {
        LocalDate before = dayBefore(refusedKeptFor);
        List<String> keys = new ArrayList<>();
        store.keys(REFUSED, keys::add);
        List<String> old = keys.stream()
                .filter(key -> isBefore(key, before))
                .limit(FILES_MAX)
                .toList();
        old.forEach(store::remove);
        return old.size();
    }

    private static boolean isBefore(String key, LocalDate before) {
        try {
            return LocalDate.parse(key.split("/", -1)[1]).isBefore(before);
        } catch (DateTimeException noDay) {
            return false;
        }
    }

    private LocalDate dayBefore(Duration keptFor) {
        return Jakarta.dayOf(clock.instant().minus(keptFor));
    }
}
