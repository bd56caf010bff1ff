package id.kezbek.sandbox.providers.statements;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The format of a provider's settlement file. The files of real providers differ in the same ways. */
enum Layout {
    /** Commas, whole rupiah, times in UTC, the fee in a column. */
    PLAIN(",", "\n"),
    /** Tabs, two decimals, times in Jakarta without a zone. */
    TABS("\t", "\n"),
    /** A byte order mark, semicolons, CRLF, amounts in the form 10.000,00, times in Jakarta. */
    SEMICOLONS(";", "\r\n"),
    /** Our payments are negative, and a fee is a separate row with the payment's references. */
    FEE_ROWS(",", "\n");

    private static final String TRAILER = "TRAILER";
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss");

    private final String separator;
    private final String lineEnd;

    Layout(String separator, String lineEnd) {
        this.separator = separator;
        this.lineEnd = lineEnd;
    }

    static Layout of(Provider provider) {
        return switch (provider) {
            case MTRANS, XENIT -> PLAIN;
            case LSAJAH2H -> TABS;
            case GOPAIDH2H -> SEMICOLONS;
            case JOSVOH2H -> FEE_ROWS;
        };
    }

    String header() {
        String mark = this == SEMICOLONS ? "\uFEFF" : "";
        String kind = this == FEE_ROWS ? "kind" : "fee";
        return mark
                + row(List.of(
                        "provider", "external_id", "provider_reference", "msisdn", "wallet", "amount", kind, "at"));
    }

    /** The rows of a movement. GoPaid's rows do not contain our reference, because GoPaid does not store it. */
    List<String> rows(BookLine line) {
        if (this != FEE_ROWS) {
            return List.of(row(line, amount(line.amount()), amount(line.fee())));
        }
        String movement = row(line, amount(-line.amount()), line.amount() < 0 ? "REVERSAL" : "PAYMENT");
        return line.fee() == 0 ? List.of(movement) : List.of(movement, row(line, amount(-line.fee()), "FEE"));
    }

    /** The sum of the rows of a movement, as a part of the file's total. */
    long stated(BookLine line) {
        return this == FEE_ROWS ? -line.amount() - line.fee() : line.amount();
    }

    String trailer(long rows, long total, long opening, long closing) {
        return row(List.of(TRAILER, Long.toString(rows), amount(total), amount(opening), amount(closing)));
    }

    private String row(BookLine line, String amount, String feeOrKind) {
        String externalId = line.provider().keepsReferences() ? line.externalId() : null;
        LocalDateTime local = LocalDateTime.ofInstant(line.at(), Statement.ZONE);
        String at = switch (this) {
            case PLAIN, FEE_ROWS -> line.at().toString();
            case TABS -> LOCAL.format(local);
            case SEMICOLONS -> DAY_FIRST.format(local);
        };
        return row(List.of(
                line.provider().name(),
                externalId == null ? "" : quoted(externalId),
                line.reference(),
                line.msisdn(),
                line.wallet().name(),
                amount,
                feeOrKind,
                at));
    }

    private String row(List<String> fields) {
        return String.join(separator, fields) + lineEnd;
    }

    private String amount(long rupiah) {
        return switch (this) {
            case PLAIN, FEE_ROWS -> Long.toString(rupiah);
            case TABS -> rupiah + ".00";
            case SEMICOLONS -> String.format(java.util.Locale.GERMANY, "%,d,00", rupiah);
        };
    }

    private String quoted(String text) {
        boolean plain = !text.contains(separator) && text.indexOf('"') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
