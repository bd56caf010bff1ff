package id.kezbek.trials.torture.checks;

import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.trials.torture.calls.IdText;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Compares the engine's records of payments with the providers' bookings. */
final class PaymentChecks {

    private final Evidence evidence;
    private final Evidence.Index index;
    private final List<Violation> found = new ArrayList<>();

    private PaymentChecks(Evidence evidence) {
        this.evidence = evidence;
        this.index = evidence.index();
    }

    /** Checks rules that must be true at every moment, even while orders are in progress. */
    static List<Violation> always(Evidence evidence) {
        PaymentChecks checks = new PaymentChecks(evidence);
        checks.nobodyIsPaidTwice();
        checks.nothingWasSentUnrecorded();
        checks.noOrderIsTooHigh();
        return checks.found;
    }

    /** Checks rules that must be true when all work is finished. */
    static List<Violation> atRest(Evidence evidence) {
        PaymentChecks checks = new PaymentChecks(evidence);
        checks.nobodyIsPaidTwice();
        checks.nothingWasSentUnrecorded();
        checks.noOrderIsTooHigh();
        checks.eachPurchaseHasItsPayout();
        checks.partsAreTheWhole();
        checks.attemptsAgreeWithTheBook();
        checks.paidIsPaid();
        return checks.found;
    }

    private void nobodyIsPaidTwice() {
        for (EngineRows.Payout payout : evidence.rows().payouts()) {
            BigDecimal paid =
                    index.attemptsOf(payout.id()).stream().map(index::net).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (paid.compareTo(payout.amount()) > 0) {
                add(
                        Kind.PAID_TWICE,
                        payout.id(),
                        "payout " + IdText.of(payout.id()) + " owes " + payout.amount() + " but the providers paid "
                                + paid);
            }
            long open = index.attemptsOf(payout.id()).stream()
                    .filter(EngineRows.Attempt::isOpen)
                    .count();
            if (open > 1) {
                add(
                        Kind.PAID_TWICE,
                        payout.id(),
                        "payout " + IdText.of(payout.id()) + " has " + open + " open attempts");
            }
        }
    }

    private void nothingWasSentUnrecorded() {
        Set<String> recorded = new HashSet<>();
        evidence.rows().attempts().forEach(attempt -> recorded.add(index.reference(attempt)));
        index.book().forEach((reference, entries) -> {
            if (!recorded.contains(reference)) {
                found.add(new Violation(
                        Kind.BOOK_DIFFERS, null, "the book has " + entries + ", but no attempt is recorded for it"));
            }
        });
    }

    private void eachPurchaseHasItsPayout() {
        Map<UUID, List<EngineRows.Item>> items = new HashMap<>();
        Map<UUID, BigDecimal> sums = new HashMap<>();
        for (EngineRows.Item item : evidence.rows().items()) {
            sums.merge(item.payout(), item.amount(), BigDecimal::add);
            if (item.isPurchase()) {
                items.computeIfAbsent(item.purchase(), purchase -> new ArrayList<>())
                        .add(item);
            }
        }
        for (EngineRows.Payout payout : evidence.rows().payouts()) {
            BigDecimal sum = sums.remove(payout.id());
            if (sum == null) {
                add(Kind.NOT_ASKED, payout.id(), "payout " + IdText.of(payout.id()) + " pays for no purchase");
            } else if (sum.compareTo(payout.amount()) != 0) {
                add(Kind.BOOK_DIFFERS, payout.id(), "the items of " + payout + " sum to " + sum);
            }
        }
        sums.keySet()
                .forEach(payout ->
                        add(Kind.BOOK_DIFFERS, payout, "items belong to payout " + payout + ", which does not exist"));
        for (EngineRows.Purchase purchase : evidence.rows().purchases()) {
            List<EngineRows.Item> own = items.getOrDefault(purchase.id(), List.of());
            boolean right = purchase.payable().signum() == 0
                    ? own.isEmpty()
                    : own.size() == 1 && own.getFirst().amount().compareTo(purchase.payable()) == 0;
            if (!right) {
                found.add(new Violation(
                        Kind.LOST, purchase.key(), "earned " + purchase.payable() + " but its payouts are " + own));
            }
        }
    }

    private void noOrderIsTooHigh() {
        Map<String, BigDecimal> maxima = new HashMap<>();
        evidence.rows().maxima().forEach(wallet -> maxima.put(wallet.getKey(), wallet.getValue()));
        Map<UUID, EngineRows.Payout> payouts = new HashMap<>();
        evidence.rows().payouts().forEach(payout -> payouts.put(payout.id(), payout));
        for (EngineRows.Attempt attempt : evidence.rows().attempts()) {
            EngineRows.Payout payout = payouts.get(attempt.payout());
            BigDecimal most = payout == null ? null : maxima.get(payout.wallet());
            if (most != null && attempt.amount().compareTo(most) > 0) {
                add(
                        Kind.BOOK_DIFFERS,
                        attempt.payout(),
                        "attempt " + index.reference(attempt) + " of " + attempt.amount() + " is above the maximum of "
                                + most);
            }
        }
    }

    /** The amount that a split takes from a payout must equal the amount that the payout's other parts pay. */
    private void partsAreTheWhole() {
        Map<UUID, BigDecimal> sums = new HashMap<>();
        evidence.rows().items().stream()
                .filter(EngineRows.Item::isSplit)
                .forEach(item -> sums.merge(item.purchase(), item.amount(), BigDecimal::add));
        sums.forEach((purchase, sum) -> {
            if (sum.signum() != 0) {
                EngineRows.Purchase known = index.purchase(purchase);
                found.add(new Violation(
                        Kind.BOOK_DIFFERS,
                        known == null ? null : known.key(),
                        "the parts of purchase " + IdText.of(purchase) + " differ by " + sum));
            }
        });
    }

    private void attemptsAgreeWithTheBook() {
        for (EngineRows.Attempt attempt : evidence.rows().attempts()) {
            BigDecimal net = index.net(attempt);
            boolean agrees = switch (attempt.state()) {
                case "SUCCEEDED" -> net.compareTo(attempt.amount()) == 0;
                case "FAILED", "REVERSED" -> net.signum() == 0;
                // The engine does not know whether the order was paid, but the order must not be paid more than once.
                default -> net.signum() == 0 || net.compareTo(attempt.amount()) == 0;
            };
            boolean sameProvider = index.booked(attempt).stream()
                    .map(ProviderBook.Entry::provider)
                    .allMatch(attempt.provider()::equals);
            if (!agrees || !sameProvider) {
                add(
                        Kind.BOOK_DIFFERS,
                        attempt.payout(),
                        "attempt " + index.reference(attempt) + " at " + attempt.provider() + " of " + attempt.amount()
                                + " is " + attempt.state() + ", the book has " + index.booked(attempt));
            }
        }
    }

    private void paidIsPaid() {
        for (EngineRows.Payout payout : evidence.rows().payouts()) {
            List<EngineRows.Attempt> succeeded = index.attemptsOf(payout.id()).stream()
                    .filter(attempt -> attempt.state().equals("SUCCEEDED"))
                    .toList();
            if (payout.state().equals("PAID") == succeeded.isEmpty()) {
                add(
                        Kind.BOOK_DIFFERS,
                        payout.id(),
                        "payout " + IdText.of(payout.id()) + " is " + payout.state() + " with " + succeeded.size()
                                + " succeeded attempts");
            }
        }
    }

    private void add(Kind kind, UUID payout, String what) {
        found.add(new Violation(kind, index.keyOfPayout(payout), what));
    }
}
