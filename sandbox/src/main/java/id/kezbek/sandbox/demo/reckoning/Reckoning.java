package id.kezbek.sandbox.demo.reckoning;

import id.kezbek.sandbox.demo.Outcome;
import id.kezbek.sandbox.demo.purchases.PurchaseRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Computes the expected results of reported purchases from the published API and rules alone. */
public final class Reckoning {

    /** Marks a row whose reference does not occur in an earlier row. */
    public static final int NONE = -1;

    private static final int REFERENCE_MAX = 30;
    private static final Set<String> WALLETS = Set.of("LSAJA", "GPAID", "JOSVO");
    private static final Pattern MSISDN = Pattern.compile("628[1-9][0-9]{7,10}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,2})?");

    private Reckoning() {}

    /** The expected result of each row, in order. */
    public static List<Outcome> of(List<PurchaseRow> rows) {
        Map<String, PurchaseRow> accepted = new HashMap<>();
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        for (PurchaseRow row : rows) {
            Outcome outcome = outcome(row, accepted.get(row.reference()));
            if (outcome instanceof Outcome.Accepted) {
                accepted.put(row.reference(), row);
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }

    /**
     * For each row, the index of the first row with the same reference; {@link #NONE} for most rows. A row must wait
     * for the response to the first row with its reference.
     */
    public static int[] firstOfSameReference(List<PurchaseRow> rows) {
        Map<String, Integer> seen = new HashMap<>();
        int[] first = new int[rows.size()];
        Arrays.fill(first, NONE);
        for (int i = 0; i < rows.size(); i++) {
            String reference = rows.get(i).reference();
            Integer earlier = reference.isEmpty() ? null : seen.putIfAbsent(reference, i);
            if (earlier != null) {
                first[i] = earlier;
            }
        }
        return first;
    }

    /** The cashback of an accepted row. */
    public static BigDecimal cashback(PurchaseRow row) {
        return CashbackTable.cashback(Integer.parseInt(row.quantity()), new BigDecimal(row.amount()))
                .orElseThrow(() -> new IllegalArgumentException("No cashback for " + row.reference()));
    }

    private static Outcome outcome(PurchaseRow row, @Nullable PurchaseRow earlier) {
        Optional<String> fault = faultyField(row);
        if (fault.isPresent()) {
            return new Outcome.Refused(Outcome.BAD_PAYLOAD + " " + fault.get());
        }
        if (earlier != null) {
            return earlier.equals(row) ? new Outcome.Repeated() : new Outcome.Conflicting();
        }
        if (!WALLETS.contains(row.wallet())) {
            return new Outcome.Refused("BR-04");
        }
        return CashbackTable.cashback(Integer.parseInt(row.quantity()), new BigDecimal(row.amount()))
                .<Outcome>map(cashback -> new Outcome.Accepted())
                .orElseGet(() -> new Outcome.Refused("BR-07"));
    }

    private static Optional<String> faultyField(PurchaseRow row) {
        if (row.reference().isEmpty() || row.reference().length() > REFERENCE_MAX) {
            return Optional.of("transaction_reference");
        }
        if (!MSISDN.matcher(row.msisdn()).matches()) {
            return Optional.of("msisdn");
        }
        if (!row.email().isEmpty() && !EMAIL.matcher(row.email()).matches()) {
            return Optional.of("email");
        }
        if (!QUANTITY.matcher(row.quantity()).matches()) {
            return Optional.of("quantity");
        }
        boolean payable = AMOUNT.matcher(row.amount()).matches() && new BigDecimal(row.amount()).signum() > 0;
        return payable ? Optional.empty() : Optional.of("amount");
    }
}
