package id.kezbek.trials.torture.calls;

import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.sandbox.demo.reckoning.CashbackTable;
import id.kezbek.sandbox.demo.reckoning.Ladder;
import id.kezbek.trials.torture.checks.Evidence;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A small set of consistent records, to be falsified in one place: a prepaid and a postpaid partner with four
 * purchases each. All are paid, except one with an unknown result at GoPaid. The last purchase of the prepaid partner was refunded.
 */
public final class RecordedWorld {

    public static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    public static final String PREPAID = "LAJADA";
    static final String POSTPAID = "BENCH";
    public static final String MSISDN = "628135550001";

    /** This purchase is paid by two payouts. */
    private static final String IN_PARTS = "R-2";

    private static final long TOP_UP = 1_000_000;
    private static final BigDecimal FEE = new BigDecimal("500.00");

    public final List<Call> calls = new ArrayList<>();
    final List<TopUpCall> topUpCalls = new ArrayList<>();
    public final List<EngineRows.Purchase> purchases = new ArrayList<>();
    public final List<EngineRows.Reference> references = new ArrayList<>();
    public final List<EngineRows.Payout> payouts = new ArrayList<>();
    public final List<EngineRows.Item> items = new ArrayList<>();
    public final List<EngineRows.Refund> refunds = new ArrayList<>();
    public final List<RefundCall> refundCalls = new ArrayList<>();
    public final List<EngineRows.Attempt> attempts = new ArrayList<>();
    public final List<EngineRows.Line> lines = new ArrayList<>();
    public final List<EngineRows.Member> members = new ArrayList<>();
    public final List<EngineRows.TopUp> topUps = new ArrayList<>();
    public final List<EngineRows.Email> emails = new ArrayList<>();
    public final Map<UUID, Integer> facts = new HashMap<>();
    public final Map<String, BigDecimal> funding = new HashMap<>();
    public final List<ProviderBook.Entry> book = new ArrayList<>();
    public final List<Map.Entry<String, BigDecimal>> maxima =
            new ArrayList<>(List.of(Map.entry("LSAJA", BigDecimal.valueOf(2_000_000))));
    public final Map<String, Integer> mails = new HashMap<>();

    public RecordedWorld() {
        topUp();
        for (String partner : List.of(PREPAID, POSTPAID)) {
            Ladder.Step step = null;
            for (int number = 1; number <= 4; number++) {
                step = Ladder.next(step);
                boolean unresolved = partner.equals(POSTPAID) && number == 4;
                purchase(partner, number, step, unresolved);
            }
            members.add(new EngineRows.Member(partner, MSISDN, step.tier(), step.recurring()));
        }
        refundTheLastOf(PREPAID);
    }

    /** It was paid, so the customer owes it. */
    private void refundTheLastOf(String partner) {
        EngineRows.Purchase last = purchases.stream()
                .filter(purchase -> purchase.partner().equals(partner))
                .toList()
                .getLast();
        UUID id = UUID.randomUUID();
        refunds.add(new EngineRows.Refund(
                id,
                partner,
                "RET-1",
                last.id(),
                last.cashback(),
                last.reward(),
                true,
                "OWED",
                last.payable(),
                last.payable()));
        refundCalls.add(new RefundCall(
                BEGIN, "api-1", partner, IdText.of(last.id()), "RET-1", null, new Told.Acknowledged(IdText.of(id))));
        movement("REFUND", last.id(), "CLAWBACK " + partner, "FUNDING " + partner, last.payable());
        funding.merge(partner, last.payable(), BigDecimal::add);
        members.replaceAll(member -> member.partner().equals(partner)
                ? new EngineRows.Member(partner, MSISDN, last.tier(), last.recurring() - 1)
                : member);
    }

    private void topUp() {
        UUID id = UUID.randomUUID();
        BigDecimal amount = BigDecimal.valueOf(TOP_UP, 0).setScale(2);
        topUps.add(new EngineRows.TopUp(id, PREPAID, amount, "TOPUP-1", "finance@kezbek.id"));
        topUpCalls.add(new TopUpCall(BEGIN, "api-1", PREPAID, "TOPUP-1", TOP_UP, new Told.Acknowledged(IdText.of(id))));
        movement("TOP_UP", id, "BANK", "FUNDING " + PREPAID, amount);
        funding.put(PREPAID, amount);
    }

    private void purchase(String partner, int number, Ladder.Step step, boolean unresolved) {
        String email = number == 1 ? partner.toLowerCase(java.util.Locale.ROOT) + "@customers.example" : null;
        String wallet = unresolved ? "GPAID" : "LSAJA";
        Asked asked = new Asked(partner, "R-" + number, MSISDN, email, wallet, 1, 100_000L * number);
        BigDecimal amount = BigDecimal.valueOf(asked.amount()).setScale(2);
        BigDecimal cashback = CashbackTable.cashback(1, amount).orElseThrow();
        UUID id = UUID.randomUUID();
        Instant at = BEGIN.plusSeconds(number);
        var row = new EngineRows.Purchase(
                id,
                partner,
                asked.reference(),
                MSISDN,
                email,
                wallet,
                1,
                amount,
                cashback,
                step.reward(),
                step.tier(),
                step.recurring(),
                1,
                at);
        purchases.add(row);
        references.add(new EngineRows.Reference(partner, asked.reference(), id));
        facts.put(id, 1);
        calls.add(new Call(at, at.plusMillis(5), "api-1", asked, new Told.Acknowledged(IdText.of(id))));
        boolean prepaid = partner.equals(PREPAID);
        movement("ACCEPT", id, (prepaid ? "FUNDING " : "RECEIVABLE ") + partner, "CUSTOMER_PAYABLE", row.payable());
        if (prepaid) {
            funding.merge(partner, row.payable().negate(), BigDecimal::add);
        }
        if (email != null) {
            emails.add(new EngineRows.Email(email, "SENT"));
            mails.put(email, 1);
        }
        pay(row, unresolved);
    }

    private void pay(EngineRows.Purchase purchase, boolean unresolved) {
        if (!purchase.reference().equals(IN_PARTS)) {
            UUID payout = pay(purchase, purchase.payable(), unresolved);
            items.add(new EngineRows.Item(payout, "PURCHASE", purchase.id(), purchase.payable()));
            return;
        }
        BigDecimal part = BigDecimal.ONE.setScale(2);
        UUID first = pay(purchase, purchase.payable().subtract(part), unresolved);
        items.add(new EngineRows.Item(first, "PURCHASE", purchase.id(), purchase.payable()));
        items.add(new EngineRows.Item(first, "SPLIT", purchase.id(), part.negate()));
        items.add(new EngineRows.Item(pay(purchase, part, unresolved), "SPLIT", purchase.id(), part));
    }

    private UUID pay(EngineRows.Purchase purchase, BigDecimal amount, boolean unresolved) {
        UUID payout = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        String provider = unresolved ? Evidence.WITHOUT_INQUIRY : "MTRANS";
        payouts.add(new EngineRows.Payout(
                payout,
                purchase.partner(),
                MSISDN,
                purchase.wallet(),
                amount,
                unresolved ? "IN_FLIGHT" : "PAID",
                null));
        attempts.add(new EngineRows.Attempt(
                attempt, payout, provider, unresolved ? "UNKNOWN" : "SUCCEEDED", amount, FEE, null));
        book.add(new ProviderBook.Entry(provider, IdText.of(attempt), MSISDN, purchase.wallet(), amount));
        if (!unresolved) {
            movement("SETTLE", attempt, "CUSTOMER_PAYABLE", "FLOAT " + provider, amount);
            movement("PROVIDER_FEE", attempt, "FEES " + provider, "FLOAT " + provider, FEE);
        }
        return payout;
    }

    public void movement(String kind, UUID subject, String debit, String credit, BigDecimal amount) {
        UUID id = UUID.randomUUID();
        lines.add(new EngineRows.Line(id, kind, subject, debit, amount));
        lines.add(new EngineRows.Line(id, kind, subject, credit, amount.negate()));
    }

    public Evidence evidence() {
        return new Evidence(
                calls,
                topUpCalls,
                refundCalls,
                new EngineRows(
                        purchases,
                        references,
                        payouts,
                        items,
                        refunds,
                        attempts,
                        lines,
                        members,
                        topUps,
                        emails,
                        facts,
                        1,
                        funding,
                        List.of(POSTPAID),
                        maxima),
                book,
                mails,
                trialBalance());
    }

    private TrialBalance trialBalance() {
        Map<String, BigDecimal> balances = new HashMap<>();
        lines.forEach(line -> balances.merge(line.account(), line.amount(), BigDecimal::add));
        List<TrialBalance.Account> accounts = balances.entrySet().stream()
                .map(entry -> {
                    String[] parts = entry.getKey().split(" ", 2);
                    return new TrialBalance.Account(parts[0], parts.length > 1 ? parts[1] : "", entry.getValue());
                })
                .toList();
        return new TrialBalance(accounts, BigDecimal.ZERO);
    }
}
