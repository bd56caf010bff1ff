package id.kezbek.trials.torture.checks;

import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Compares each balance with its sources: top-ups, cashback of purchases, and the providers' bookings. */
final class LedgerChecks {

    private static final String PAYABLE = "CUSTOMER_PAYABLE";

    private final Evidence evidence;
    private final Evidence.Index index;
    private final List<Violation> found = new ArrayList<>();
    private final Map<String, BigDecimal> balances = new TreeMap<>();
    private final Map<String, BigDecimal> expected = new TreeMap<>();

    private LedgerChecks(Evidence evidence) {
        this.evidence = evidence;
        this.index = evidence.index();
        evidence.rows().lines().forEach(line -> balances.merge(line.account(), line.amount(), BigDecimal::add));
    }

    /** Checks rules that must be true at every moment. */
    static List<Violation> always(Evidence evidence) {
        LedgerChecks checks = new LedgerChecks(evidence);
        checks.sumsToZero();
        checks.movementsBalance();
        checks.eachPurchaseIsPosted();
        checks.fundingIsTheLedgers();
        return checks.found;
    }

    /** Checks rules that must be true when all work is finished. */
    static List<Violation> atRest(Evidence evidence) {
        LedgerChecks checks = new LedgerChecks(evidence);
        checks.sumsToZero();
        checks.movementsBalance();
        checks.eachPurchaseIsPosted();
        checks.fundingIsTheLedgers();
        checks.balancesAreMadeUpOfWhatHappened();
        checks.theEngineTellsTheSame();
        return checks.found;
    }

    static BigDecimal sum(EngineRows rows) {
        return rows.lines().stream().map(EngineRows.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void sumsToZero() {
        BigDecimal sum = sum(evidence.rows());
        if (sum.signum() != 0) {
            add(Kind.LEDGER, "all lines sum to " + sum);
        }
    }

    private void movementsBalance() {
        Map<UUID, BigDecimal> movements = new HashMap<>();
        evidence.rows().lines().forEach(line -> movements.merge(line.movement(), line.amount(), BigDecimal::add));
        movements.forEach((movement, sum) -> {
            if (sum.signum() != 0) {
                add(Kind.LEDGER, "movement " + movement + " sums to " + sum);
            }
        });
    }

    private void eachPurchaseIsPosted() {
        Map<UUID, BigDecimal> owed = new HashMap<>();
        evidence.rows().lines().stream()
                .filter(line -> line.kind().equals("ACCEPT") && line.account().equals(PAYABLE))
                .forEach(line -> owed.merge(line.subject(), line.amount().negate(), BigDecimal::add));
        for (EngineRows.Purchase purchase : evidence.rows().purchases()) {
            BigDecimal posted = owed.getOrDefault(purchase.id(), BigDecimal.ZERO);
            if (posted.compareTo(purchase.payable()) != 0) {
                found.add(new Violation(
                        Kind.LEDGER,
                        purchase.key(),
                        "earned " + purchase.payable() + " but the ledger owes " + posted));
            }
        }
    }

    private void fundingIsTheLedgers() {
        evidence.rows().funding().forEach((partner, available) -> {
            BigDecimal balance = balance("FUNDING " + partner).negate();
            if (available.signum() < 0 || available.compareTo(balance) != 0) {
                add(Kind.FUNDING, partner + " may spend " + available + " but its balance is " + balance);
            }
        });
    }

    private void balancesAreMadeUpOfWhatHappened() {
        for (EngineRows.TopUp topUp : evidence.rows().topUps()) {
            move("BANK", "FUNDING " + topUp.partner(), topUp.amount());
        }
        for (EngineRows.Purchase purchase : evidence.rows().purchases()) {
            move(fundingOf(purchase.partner()), PAYABLE, purchase.payable());
        }
        evidence.rows().refunds().forEach(this::moveBack);
        for (EngineRows.Attempt attempt : evidence.rows().attempts()) {
            if (!attempt.isOpen()) {
                index.booked(attempt).forEach(entry -> moveAtProvider(attempt, entry));
            }
        }
        evidence.rows().lines().stream()
                .filter(line -> line.kind().equals("FLOAT_TOP_UP"))
                .forEach(line -> expected.merge(line.account(), line.amount(), BigDecimal::add));
        balances.forEach((account, balance) -> {
            BigDecimal right = expected.getOrDefault(account, BigDecimal.ZERO);
            if (right.compareTo(balance) != 0) {
                add(Kind.LEDGER, account + " holds " + balance + " but must hold " + right);
            }
        });
        expected.forEach((account, right) -> {
            if (right.signum() != 0 && !balances.containsKey(account)) {
                add(Kind.LEDGER, account + " does not exist but must hold " + right);
            }
        });
    }

    /**
     * Adds a refund: the partner gets the amount back, and the customer owes the paid part, minus the amount that was
     * already set off.
     */
    private void moveBack(EngineRows.Refund refund) {
        String funding = fundingOf(refund.partner());
        move(PAYABLE, funding, refund.total().subtract(refund.owed()));
        move("CLAWBACK " + refund.partner(), funding, refund.owed());
        move(PAYABLE, "CLAWBACK " + refund.partner(), refund.owed().subtract(refund.open()));
    }

    private String fundingOf(String partner) {
        return (evidence.rows().postpaid().contains(partner) ? "RECEIVABLE " : "FUNDING ") + partner;
    }

    private void moveAtProvider(EngineRows.Attempt attempt, ProviderBook.Entry entry) {
        move(PAYABLE, "FLOAT " + attempt.provider(), entry.amount());
        // A reversal does not return the fee. If an order was paid and reversed before any inquiry, the engine
        // records it as failed; only the provider's statement shows the fee.
        boolean known = !attempt.state().equals("FAILED");
        if (known && entry.amount().signum() > 0 && attempt.fee().signum() > 0) {
            move("FEES " + attempt.provider(), "FLOAT " + attempt.provider(), attempt.fee());
        }
    }

    private void move(String debit, String credit, BigDecimal amount) {
        expected.merge(debit, amount, BigDecimal::add);
        expected.merge(credit, amount.negate(), BigDecimal::add);
    }

    private void theEngineTellsTheSame() {
        balances.forEach((account, balance) -> {
            String[] parts = account.split(" ", 2);
            BigDecimal told = evidence.trialBalance().of(parts[0], parts.length > 1 ? parts[1] : "");
            if (told.compareTo(balance) != 0) {
                add(
                        Kind.LEDGER,
                        "the trial balance shows " + told + " for " + account + ", but its lines sum to " + balance);
            }
        });
        if (evidence.trialBalance().sum().signum() != 0) {
            add(
                    Kind.LEDGER,
                    "the trial balance's sum is " + evidence.trialBalance().sum());
        }
    }

    private BigDecimal balance(String account) {
        return balances.getOrDefault(account, BigDecimal.ZERO);
    }

    private void add(Kind kind, String what) {
        found.add(new Violation(kind, null, what));
    }
}
