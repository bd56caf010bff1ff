package id.kezbek.reconciliation.imports;

import id.kezbek.reconciliation.parsing.LineSink;
import id.kezbek.reconciliation.parsing.StatementLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes lines with PostgreSQL's COPY while the file is read. Not thread-safe. */
final class LineCopy implements LineSink {

    static final String SQL = """
            copy reconciliation.line (file, number, part, kind, our_reference, first_attempt, last_attempt,
              provider_reference, msisdn, wallet, amount, at, day, batch, balance) from stdin""";

    private static final int PORTION = 64 * 1024;
    private static final int ID_LENGTH = 26;
    /**
     * The minimum length of a prefix: the time in the id and a few more bits. A shorter prefix would match all attempts
     * of the same second.
     */
    private static final int PREFIX_MIN = 12;

    private final UUID file;
    private final CopyIn copy;
    private final LongConsumer progress;
    private final ByteArrayOutputStream portion = new ByteArrayOutputStream(PORTION + 1_024);
    private final StringBuilder row = new StringBuilder();
    private final List<StatementFiles.Rejected> rejected = new ArrayList<>();

    /** @param progress receives the number of bytes read so far */
    LineCopy(UUID file, CopyIn copy, LongConsumer progress) {
        this.file = file;
        this.copy = copy;
        this.progress = progress;
    }

    List<StatementFiles.Rejected> rejected() {
        return rejected;
    }

    @Override
    public void line(StatementLine line) {
        row.setLength(0);
        String reference = line.ourReference();
        UUID first = bound(reference, '0');
        UUID last = first == null ? null : bound(reference, 'z');
        value(file.toString());
        value(Integer.toString(line.number()));
        value(Integer.toString(line.part()));
        value(line.kind().name());
        value(reference);
        value(first == null || last == null ? null : first.toString());
        value(first == null || last == null ? null : last.toString());
        value(line.providerReference());
        value(line.msisdn());
        value(line.wallet());
        value(BigDecimal.valueOf(line.hundredths(), 2).toPlainString());
        value(line.at().toString());
        value(Jakarta.dayOf(line.at()).toString());
        value(line.batch());
        value(
                line.balance() == null
                        ? null
                        : BigDecimal.valueOf(line.balance(), 2).toPlainString());
        row.setCharAt(row.length() - 1, '\n');
        portion.writeBytes(row.toString().getBytes(StandardCharsets.UTF_8));
        if (portion.size() >= PORTION) {
            flush();
        }
    }

    @Override
    public void rejected(int number, String text, String reason) {
        rejected.add(new StatementFiles.Rejected(number, text, reason));
    }

    @Override
    public void readTo(long bytes) {
        progress.accept(bytes);
    }

    /** Sends the buffered lines. */
    void flush() {
        try {
            copy.writeToCopy(portion.toByteArray(), 0, portion.size());
        } catch (SQLException broken) {
            throw new IllegalStateException("The lines could not be written", broken);
        }
        portion.reset();
    }

    /** The lowest or highest id with this prefix; null if no id of an attempt can have this prefix. */
    private static @Nullable UUID bound(@Nullable String reference, char filled) {
        if (reference == null || reference.length() < PREFIX_MIN || reference.length() > ID_LENGTH) {
            return null;
        }
        String whole =
                reference.toLowerCase(Locale.ROOT) + String.valueOf(filled).repeat(ID_LENGTH - reference.length());
        return Ids.find(whole).orElse(null);
    }

    private void value(@Nullable String text) {
        if (text == null) {
            row.append("\\N");
        } else {
            for (int i = 0; i < text.length(); i++) {
                char character = text.charAt(i);
                if (character == '\\') {
                    row.append('\\');
                }
                row.append(character);
            }
        }
        row.append('\t');
    }
}
