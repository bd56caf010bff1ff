package id.kezbek.sandbox.demo.purchases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads data/purchases.csv: a header line, then one purchase for each line. No cell contains a comma, a quote or a
 * line break.
 */
public final class PurchaseFile {

    private static final String RESOURCE = "/data/purchases.csv";
    private static final String HEADER = "transaction_reference,msisdn,email,merchant_code,quantity,amount";
    private static final int CELLS = 6;

    private PurchaseFile() {}

    /** The file from the repository; the build adds it to the sandbox's jar. */
    public static List<PurchaseRow> committed() {
        try (InputStream file = PurchaseFile.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("The sandbox was built without " + RESOURCE);
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<PurchaseRow> parse(String csv) {
        List<String> lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("The first line must be " + HEADER);
        }
        return lines.stream().skip(1).map(PurchaseFile::row).toList();
    }

    public static String text(List<PurchaseRow> rows) {
        return rows.stream().map(PurchaseFile::line).collect(Collectors.joining("\n", HEADER + "\n", "\n"));
    }

    private static PurchaseRow row(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != CELLS || line.indexOf('"') >= 0) {
            throw new IllegalArgumentException("The line does not have " + CELLS + " plain cells: " + line);
        }
        return new PurchaseRow(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }

    private static String line(PurchaseRow row) {
        return String.join(",", row.reference(), row.msisdn(), row.email(), row.wallet(), row.quantity(), row.amount());
    }
}
