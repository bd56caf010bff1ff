package id.kezbek.reconciliation.parsing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.shared.Masking;
import id.kezbek.shared.Refusal;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement row by row. The reader rejects a file that is invalid as a whole. If a single row is invalid, the
 * reader reports the row to the sink and continues.
 */
public final class StatementReader {

    /** The maximum number of unreadable rows; a file with more unreadable rows probably has another format. */
    static final int REJECTED_MAX = 1_000;

    private static final int COLUMNS_MAX = 200;
    private static final int FIELD_MAX = 4_000;
    private static final int ROW_MAX = 20_000;
    private static final int SHOWN_MAX = 300;

    private final String provider;
    private final Profile profile;
    private final RowReader rows;
    private final LineSink sink;

    private int read;
    private int lines;
    private int rejected;
    private long total;
    private long stated;
    private @Nullable Long opening;
    private @Nullable Long closing;
    private @Nullable CsvRecord trailer;

    private StatementReader(String provider, Profile profile, LocalDate from, LocalDate to, LineSink sink) {
        this.provider = provider;
        this.profile = profile;
        this.rows = new RowReader(profile, from, to);
        this.sink = sink;
    }

    /**
     * Reads the statement to its end, or until the sink wants no more lines.
     *
     * @param provider the provider that the statement must come from
     * @param from the first day of the statement's period in Asia/Jakarta
     * @param to the last day (inclusive)
     * @throws Refusal BAD_PAYLOAD with the problem of the file
     */
    public static ReadStatement read(
            byte[] bytes, String provider, Profile profile, LocalDate from, LocalDate to, LineSink sink) {
        StatementReader reader = new StatementReader(provider, profile, from, to, sink);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try (Reader characters = RawFile.read(bytes, in, profile.charset());
                CsvReader<CsvRecord> csv = csv(characters, profile)) {
            return reader.read(csv.iterator(), () -> (long) bytes.length - in.available());
        } catch (CsvParseException wrong) {
            throw reader.unreadable(wrong.getCause());
        } catch (UncheckedIOException wrapped) {
            throw reader.unreadable(wrapped.getCause());
        } catch (IOException unreadable) {
            throw reader.unreadable(unreadable);
        }
    }

    /** Whether the file begins with the columns that this profile defines. */
    public static boolean fits(byte[] bytes, Profile profile) {
        try (Reader characters = RawFile.read(bytes, new ByteArrayInputStream(bytes), profile.charset());
                CsvReader<CsvRecord> csv = csv(characters, profile)) {
            Iterator<CsvRecord> records = csv.iterator();
            return records.hasNext()
                    && records.next().getFields().stream()
                            .map(name -> name.strip().toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet())
                            .containsAll(profile.body().columns().values().stream()
                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                    .toList());
        } catch (CsvParseException | UncheckedIOException | IOException | Refusal unreadable) {
            return false;
        }
    }

    private static CsvReader<CsvRecord> csv(Reader characters, Profile profile) {
        return CsvReader.builder()
                .fieldSeparator(profile.separator())
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(ROW_MAX)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(COLUMNS_MAX)
                                .maxFieldSize(FIELD_MAX)
                                .maxRecordSize(ROW_MAX)
                                .build(),
                        characters);
    }

    private ReadStatement read(Iterator<CsvRecord> records, LongSupplier bytesRead) {
        if (!records.hasNext()) {
            throw refusal("is empty; a statement has at least a header");
        }
        Map<String, Integer> places = header(records.next());
        while (records.hasNext()) {
            CsvRecord csv = records.next();
            if (trailer != null) {
                throw refusal("has rows after its trailer, at line " + csv.getStartingLineNumber()
                        + "; it may be two files in one");
            }
            if (isTrailer(csv)) {
                trailer = csv;
            } else {
                row(csv, places);
                sink.readTo(bytesRead.getAsLong());
                if (!sink.wantsMore()) {
                    return new ReadStatement(read, lines, rejected, false, total, opening, closing);
                }
            }
        }
        boolean isWhole = checkTrailer();
        if (lines == 0 && rejected > 0) {
            throw refusal("has no row that can be read");
        }
        return new ReadStatement(read, lines, rejected, isWhole && rejected == 0, total, opening, closing);
    }

    /** The position of each column, by its meaning. */
    private Map<String, Integer> header(CsvRecord header) {
        Map<String, Integer> byName = new HashMap<>();
        List<String> names = header.getFields();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip().toLowerCase(Locale.ROOT);
            if (byName.putIfAbsent(name, i) != null) {
                throw refusal("has two columns with the name " + Amounts.shown(names.get(i)));
            }
        }
        Map<String, Integer> places = new HashMap<>();
        List<String> missing = profile.body().columns().entrySet().stream()
                .filter(column -> {
                    Integer place = byName.get(column.getValue().toLowerCase(Locale.ROOT));
                    if (place != null) {
                        places.put(column.getKey(), place);
                    }
                    return place == null;
                })
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw refusal("is not in the format of profile " + profile.name() + ": its first row lacks the columns "
                    + String.join(", ", missing)
                    + ". It may be from another provider, or have another separator or encoding");
        }
        return places;
    }

    private void row(CsvRecord csv, Map<String, Integer> places) {
        read++;
        int number = Math.toIntExact(csv.getStartingLineNumber());
        Row row = new Row(csv, places);
        try {
            requireProvider(row, number);
            stated += rows.stated(row);
            if (!rows.counts(row)) {
                return;
            }
            StatementLine line = rows.line(number, row);
            Optional<StatementLine> fee = rows.charge(row, line, LineKind.FEE, 1);
            Optional<StatementLine> vat = rows.charge(row, line, LineKind.VAT, 2);
            take(line);
            fee.ifPresent(this::take);
            vat.ifPresent(this::take);
            if (line.balance() != null) {
                if (opening == null) {
                    opening = line.balance() - line.hundredths();
                }
                closing = line.balance();
            }
        } catch (BadRow bad) {
            reject(csv, number, bad.reason());
        }
    }

    private void take(StatementLine line) {
        lines++;
        total += line.hundredths();
        sink.line(line);
    }

    private void reject(CsvRecord csv, int number, String reason) {
        if (++rejected > REJECTED_MAX) {
            throw refusal("has more than " + REJECTED_MAX + " rows that cannot be read; the last is line " + number
                    + ": " + reason);
        }
        String text = String.join(String.valueOf(profile.separator()), csv.getFields());
        String shown = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
        sink.rejected(number, Masking.masked(shown).replace("\u0000", "?"), reason.replace("\u0000", "?"));
    }

    private void requireProvider(Row row, int number) {
        String named = profile.body().columns().containsKey("provider") ? row.get("provider") : provider;
        if (!provider.equals(named)) {
            throw refusal("is not from provider " + provider + ": line " + number + " is of "
                    + (named == null ? "none" : Amounts.shown(named)));
        }
    }

    private boolean isTrailer(CsvRecord csv) {
        Profile.Trailer format = profile.body().trailer();
        return format != null && csv.getField(0).strip().equals(format.mark());
    }

    /** Checks the trailer, and returns whether the trailer proves that the file is complete. */
    private boolean checkTrailer() {
        Profile.Trailer format = profile.body().trailer();
        if (format == null) {
            return false;
        }
        CsvRecord last = trailer;
        if (last == null) {
            throw refusal("ends without its last row, which begins with " + format.mark()
                    + ": the file was truncated. Get it from the provider again");
        }
        try {
            long saidRows = amount(last, "rows", format.rows()) / 100;
            if (saidRows != read) {
                throw refusal("should have " + saidRows + " rows but has " + read + ": rows are missing or duplicated");
            }
            if (format.total() != null) {
                long saidTotal = amount(last, "total", format.total());
                // The calculated sum does not include unreadable rows, so the sums are compared only if all rows were
                // read.
                if (saidTotal != stated && rejected == 0) {
                    throw refusal("does not add up: its last row has the total " + shown(saidTotal)
                            + ", and its rows add up to " + shown(stated));
                }
            }
            if (format.opening() != null) {
                opening = amount(last, "opening balance", format.opening());
            }
            if (format.closing() != null) {
                closing = amount(last, "closing balance", format.closing());
            }
        } catch (BadRow bad) {
            throw refusal("has a last row that cannot be read: " + bad.reason());
        }
        return true;
    }

    private long amount(CsvRecord row, String name, int place) {
        if (place >= row.getFieldCount()) {
            throw new BadRow("the " + name + " is missing");
        }
        return Amounts.read(name, row.getField(place).strip(), profile.body().numbers());
    }

    private static String shown(long hundredths) {
        return java.math.BigDecimal.valueOf(hundredths, 2).toPlainString();
    }

    private Refusal tooLong() {
        return refusal("has a row after line " + (read + 1) + " with more than " + COLUMNS_MAX + " columns or "
                + FIELD_MAX + " characters in one of them");
    }

    private Refusal unreadable(@Nullable Throwable cause) {
        return switch (cause) {
            case Refusal refused -> refused;
            case CharacterCodingException other ->
                refusal("is not in the encoding " + profile.charset()
                        + ", and has no byte order mark of another encoding");
            case EOFException cut -> refusal("is compressed, but its end is missing: the file was truncated");
            case ZipException broken -> refusal("is compressed, but cannot be decompressed");
            case null, default -> tooLong();
        };
    }

    private static Refusal refusal(String reason) {
        return Refusal.badField("body", reason);
    }
}
