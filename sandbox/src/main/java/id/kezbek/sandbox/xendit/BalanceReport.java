package id.kezbek.sandbox.xendit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The BALANCE_HISTORY report as CSV. Each transaction has three rows: for the amount, the fee and the VAT. A row
 * contains the balance after its amount.
 */
final class BalanceReport {

    private static final String HEADER =
            "Product ID,Transaction ID,Transaction Type,Line Type,Payment Channel,Reference,Currency,Amount,Balance,"
                    + "Debit or Credit,Created Date ISO,Completed Date,Account Number,Channel Reference,Name,Created Date";

    private BalanceReport() {}

    /** The rows in a period. The end is excluded. */
    static String csv(List<XenditBook.Row> rows, Instant from, Instant before) {
        return Stream.concat(
                        Stream.of(HEADER),
                        rows.stream()
                                .filter(row ->
                                        !row.at().isBefore(from) && row.at().isBefore(before))
                                .map(BalanceReport::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(XenditBook.Row row) {
        XenditPayout payout = row.payout();
        String at = row.at().truncatedTo(ChronoUnit.MILLIS).toString();
        return String.join(
                ",",
                payout.id(),
                "txn_" + payout.id(),
                "REMITTANCE_PAYOUT",
                row.lineType(),
                payout.channelCode().substring(payout.channelCode().indexOf('_') + 1),
                payout.reference(),
                payout.currency(),
                Long.toString(Math.abs(row.amount())),
                Long.toString(row.balance()),
                row.amount() < 0 ? "DEBIT" : "CREDIT",
                at,
                at,
                payout.accountNumber(),
                "",
                payout.accountHolder(),
                at);
    }
}
