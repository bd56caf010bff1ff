package id.kezbek.reconciliation;

import id.kezbek.sandbox.providers.book.BookLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A statement of XENIT that a test writes row by row, with the right trailer. */
final class XenitFile {

    private static final String HEADER = "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n";
    private static final int AMOUNT = 5;

    private final List<String> rows = new ArrayList<>();

    XenitFile with(List<BookLine> lines) {
        lines.forEach(line -> with(line, row -> row));
        return this;
    }

    /** @param change changes the right row */
    XenitFile with(BookLine line, UnaryOperator<String> change) {
        rows.add(change.apply("XENIT,%s,%s,%s,%s,%d,%d,%s"
                .formatted(
                        line.externalId(),
                        line.reference(),
                        line.msisdn(),
                        line.wallet(),
                        line.amount(),
                        line.fee(),
                        line.at())));
        return this;
    }

    String text() {
        long total = rows.stream()
                .mapToLong(row -> Long.parseLong(row.split(",", -1)[AMOUNT]))
                .sum();
        return HEADER + rows.stream().map(row -> row + "\n").reduce("", String::concat) + "TRAILER," + rows.size() + ","
                + total + ",0,0\n";
    }
}
