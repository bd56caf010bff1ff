package id.kezbek.reconciliation.intake;

import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.reconciliation.imports.StatementFiles;
import id.kezbek.reconciliation.parsing.LineKind;
import id.kezbek.reconciliation.parsing.LineSink;
import id.kezbek.reconciliation.parsing.ReadStatement;
import id.kezbek.reconciliation.parsing.StatementLine;
import id.kezbek.reconciliation.parsing.StatementReader;
import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.reconciliation.profiles.Profiles;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a statement in the same way as an import, up to a limit, and shows the first rows of the statement. Nothing is
 * recorded. Only one file is read at a time, because a small compressed file can become very large.
 */
@Component
public class PreviewStatement {

    private static final int SHOWN = 20;
    /** The maximum number of rows to read, because a person waits for the preview. */
    private static final int READ_MAX = 100_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /**
     * A row.
     *
     * @param amount the amount by which the row changes our money at the provider
     * @param fee the fee; null if the row has no fee
     * @param vat the VAT; null if the row has no VAT
     */
    public record Row(
            int number,
            String kind,
            @Nullable String ourReference,
            @Nullable String providerReference,
            @Nullable String wallet,
            Money amount,
            @Nullable Money fee,
            @Nullable Money vat,
            Instant at) {}

    /**
     * @param fitting all profiles whose columns match the first columns of the file
     * @param refused the reason why an import would refuse the file; null if an import would accept the file
     * @param read the counts and sums of the file; null for a file that an import would refuse
     * @param isCut whether the rows after the first {@value #READ_MAX} were not read
     * @param first the first rows
     * @param rejected the first rows that cannot be read
     */
    public record Preview(
            Profile profile,
            List<String> fitting,
            @Nullable String refused,
            @Nullable ReadStatement read,
            boolean isCut,
            List<Row> first,
            List<StatementFiles.Rejected> rejected) {}

    private final ImportStatement importStatement;
    private final Profiles profiles;
    private final Semaphore turn = new Semaphore(1);

    PreviewStatement(ImportStatement importStatement, Profiles profiles) {
        this.importStatement = importStatement;
        this.profiles = profiles;
    }

    /**
     * @throws Refusal BAD_PAYLOAD or NOT_FOUND for an invalid provider, profile or day, or an empty file;
     *     OUT_OF_SERVICE while another file is read
     */
    public Preview run(ImportStatement.Order order) {
        Profile profile = importStatement.check(order);
        if (!turn.tryAcquire()) {
            throw Refusal.later(
                    ErrorCode.OUT_OF_SERVICE,
                    "another file is being read; send this one again in a moment",
                    RETRY_AFTER);
        }
        try {
            return preview(order, profile);
        } finally {
            turn.release();
        }
    }

    private Preview preview(ImportStatement.Order order, Profile profile) {
        Beginning beginning = new Beginning();
        ReadStatement read = null;
        String refused = null;
        try {
            read = StatementReader.read(order.bytes(), order.provider(), profile, order.from(), order.to(), beginning);
        } catch (Refusal wrong) {
            refused = wrong.errors().getFirst().reason();
        }
        return new Preview(
                profile,
                fitting(order.bytes()),
                refused,
                read,
                !beginning.wantsMore(),
                beginning.rows(),
                beginning.rejected);
    }

    private List<String> fitting(byte[] bytes) {
        return profiles.all().stream()
                .map(Profiles.Stored::profile)
                .filter(profile -> StatementReader.fits(bytes, profile))
                .map(Profile::name)
                .toList();
    }

    public static Money money(long hundredths) {
        return Money.rupiah(BigDecimal.valueOf(hundredths, 2));
    }

    /** The lines of the first rows; a fee in a payment's row becomes a separate line. */
    private static final class Beginning implements LineSink {

        private final TreeMap<Integer, List<StatementLine>> lines = new TreeMap<>();
        private final List<StatementFiles.Rejected> rejected = new ArrayList<>();
        private int read;

        @Override
        public void line(StatementLine line) {
            if (lines.size() < SHOWN || lines.containsKey(line.number())) {
                lines.computeIfAbsent(line.number(), unused -> new ArrayList<>())
                        .add(line);
            }
        }

        @Override
        public void rejected(int number, String text, String reason) {
            if (rejected.size() < SHOWN) {
                rejected.add(new StatementFiles.Rejected(number, text, reason));
            }
        }

        @Override
        public void readTo(long bytes) {
            read++;
        }

        @Override
        public boolean wantsMore() {
            return read < READ_MAX;
        }

        List<Row> rows() {
            return lines.values().stream().map(Beginning::row).toList();
        }

        private static Row row(List<StatementLine> parts) {
            StatementLine first = parts.getFirst();
            return new Row(
                    first.number(),
                    first.kind().name(),
                    first.ourReference(),
                    first.providerReference(),
                    first.wallet(),
                    money(first.hundredths()),
                    part(parts, LineKind.FEE),
                    part(parts, LineKind.VAT),
                    first.at());
        }

        private static @Nullable Money part(List<StatementLine> parts, LineKind kind) {
            return parts.stream()
                    .skip(1)
                    .filter(line -> line.kind() == kind)
                    .map(line -> money(line.hundredths()))
                    .findFirst()
                    .orElse(null);
        }
    }
}
