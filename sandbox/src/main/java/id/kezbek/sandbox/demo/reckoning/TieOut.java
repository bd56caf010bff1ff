package id.kezbek.sandbox.demo.reckoning;

import id.kezbek.sandbox.client.Payout;
import id.kezbek.sandbox.client.PayoutSummary;
import id.kezbek.sandbox.client.PayoutSummary.Group;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.sandbox.demo.Claim;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the figures that the demo computes with the figures of the engine, the ledger and the providers. */
public final class TieOut {

    /**
     * The compared figures of one partner.
     *
     * @param toppedUp the amount that the partner has paid in
     * @param transactions the ids of the partner's accepted purchases
     * @param available the partner's available funds
     * @param book the providers' entries for the partner's customers
     */
    public record Evidence(
            Tally tally,
            BigDecimal toppedUp,
            List<String> transactions,
            List<Payout> payouts,
            PayoutSummary summary,
            BigDecimal available,
            List<ProviderBook.Entry> book) {}

    private TieOut() {}

    public static List<Claim> claims(Evidence evidence) {
        List<Claim> claims = new ArrayList<>();
        BigDecimal payable = evidence.tally().payable();
        Map<String, Group> byProvider = byProvider(evidence.payouts());
        Group paid = byProvider.values().stream().reduce(Group.NONE, Group::plus);
        claims.add(eachPurchaseOnce(evidence));
        claims.add(Claim.same("cashback and rewards equal the sum of the payouts", payable, sum(evidence.payouts())));
        claims.add(Claim.same("and the paid amounts", payable, paid.amount()));
        claims.add(Claim.same(
                "and the amount taken from the partner's funding",
                payable,
                evidence.toppedUp().subtract(evidence.available())));
        claims.add(new Claim(
                "the engine's summary by provider has the same totals",
                agree(byProvider, evidence.summary().byProvider()),
                Figures.rupiah(paid.amount()) + ", fees " + Figures.rupiah(paid.fees())));
        List<Payout.Attempt> attempts = evidence.payouts().stream()
                .flatMap(payout -> payout.attempts().stream())
                .toList();
        claims.add(bookAgrees(attempts, evidence.book()));
        claims.add(Claim.same(
                "the entries in the providers' books have the same sum",
                payable,
                evidence.book().stream().map(ProviderBook.Entry::amount).reduce(BigDecimal.ZERO, BigDecimal::add)));
        return claims;
    }

    public static Claim sumsToZero(TrialBalance books) {
        boolean zero = books.sum().signum() == 0 && books.addedUp().signum() == 0;
        return new Claim("the sum over all accounts is zero", zero, Figures.rupiah(books.addedUp()));
    }

    /**
     * The partner's deposit in the ledger. A deposit is a credit, so the value is negative.
     *
     * @param before the trial balance before the partner was onboarded; if the ledger identifies accounts by number,
     *     the partner's account is the account that is missing there
     */
    public static BigDecimal funding(TrialBalance now, TrialBalance before, String partner) {
        Set<String> known = before.accounts().stream()
                .filter(account -> account.kind().equals("FUNDING"))
                .map(TrialBalance.Account::owner)
                .collect(Collectors.toSet());
        String owner = now.accounts().stream()
                .filter(account -> account.kind().equals("FUNDING"))
                .map(TrialBalance.Account::owner)
                .filter(name -> name.equals(partner) || !known.contains(name))
                .findFirst()
                .orElse(partner);
        return now.of("FUNDING", owner);
    }

    /** Whether no payout is in progress, so that all later movements belong to the demo's partner. */
    public static boolean isQuiet(TrialBalance books) {
        return books.of("CUSTOMER_PAYABLE", "").signum() == 0;
    }

    /**
     * Compares payments and fees with the ledger's movements on the providers' accounts between two points in time. At
     * both times, no payouts may be in progress.
     *
     * @param byProvider the paid amounts and fees by provider
     */
    public static List<Claim> providersMoved(TrialBalance before, TrialBalance now, Map<String, Group> byProvider) {
        List<Claim> claims = new ArrayList<>();
        byProvider.forEach((provider, paid) -> {
            claims.add(Claim.same(
                    "the ledger deducts payments and fees from our money at " + provider,
                    before.of("FLOAT", provider).subtract(now.of("FLOAT", provider)),
                    paid.amount().add(paid.fees())));
            claims.add(Claim.same(
                    "the ledger contains the fees of the same provider",
                    now.of("FEES", provider).subtract(before.of("FEES", provider)),
                    paid.fees()));
        });
        claims.add(
                Claim.same("the ledger shows no debt to customers", now.of("CUSTOMER_PAYABLE", ""), BigDecimal.ZERO));
        return claims;
    }

    /**
     * Checks that each paid attempt is in the provider's book exactly once, with its provider and amount, and that
     * the book has no other entries.
     */
    public static Claim bookAgrees(List<Payout.Attempt> attempts, List<ProviderBook.Entry> book) {
        Map<String, List<ProviderBook.Entry>> byReference =
                book.stream().collect(Collectors.groupingBy(entry -> Objects.toString(entry.externalId(), "")));
        Set<String> paid = new HashSet<>();
        for (Payout.Attempt attempt : attempts) {
            List<ProviderBook.Entry> entries = byReference.getOrDefault(attempt.reference(), List.of());
            if (attempt.paid() && !isExactly(attempt, entries)) {
                return new Claim(
                        "the book contains each payment once", false, attempt.reference() + ": " + entries.size());
            }
            if (attempt.paid()) {
                paid.add(attempt.reference());
            }
        }
        Set<String> others = new HashSet<>(byReference.keySet());
        others.removeAll(paid);
        return new Claim(
                "the book contains each payment exactly once, with its amount, and nothing else",
                others.isEmpty() && book.size() == paid.size(),
                others.isEmpty() ? Figures.count(book.size()) + " = " + Figures.count(paid.size()) : "also " + others);
    }

    private static boolean isExactly(Payout.Attempt attempt, List<ProviderBook.Entry> entries) {
        return entries.size() == 1
                && entries.getFirst().provider().equals(attempt.provider())
                && entries.getFirst().amount().compareTo(attempt.amount()) == 0;
    }

    /** The payments by provider, computed from the attempts. */
    public static Map<String, Group> byProvider(List<Payout> payouts) {
        Map<String, Group> groups = new TreeMap<>();
        for (Payout payout : payouts) {
            for (Payout.Attempt attempt : payout.paidAttempts()) {
                groups.merge(
                        attempt.provider(),
                        new Group(1, attempt.amount(), attempt.fee(), attempt.directFee()),
                        Group::plus);
            }
        }
        return groups;
    }

    private static Claim eachPurchaseOnce(Evidence evidence) {
        Map<String, Long> items = evidence.payouts().stream()
                .flatMap(payout -> payout.purchases().stream())
                .collect(Collectors.groupingBy(purchase -> purchase, HashMap::new, Collectors.counting()));
        boolean once = items.values().stream().allMatch(count -> count == 1)
                && items.keySet().equals(Set.copyOf(evidence.transactions()));
        return new Claim(
                "each accepted purchase belongs to exactly one payout",
                once,
                Figures.count(evidence.transactions().size()) + " = " + Figures.count(items.size()));
    }

    private static BigDecimal sum(List<Payout> payouts) {
        return payouts.stream().map(Payout::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean agree(Map<String, Group> ours, Map<String, Group> theirs) {
        return ours.keySet().equals(theirs.keySet())
                && ours.entrySet().stream()
                        .allMatch(
                                entry -> entry.getValue().agreesWith(theirs.getOrDefault(entry.getKey(), Group.NONE)));
    }
}
