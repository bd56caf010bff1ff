package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Decides past purchases again, as if a proposed version of a rule had always been in force. The simulation uses the
 * same classes as the decision about a new purchase. All other rules have the terms that were in force at the time of
 * the purchase. The totals under budgets and caps start at zero. If the version that decided the original purchase
 * decides again, its recorded cashback is used. This does not apply to the proposed rule. The caller must pass
 * purchases in the order of their times.
 */
public final class RuleSimulation {

    /** The decision when the purchase was accepted. */
    public record Decided(long rule, int version, Money cashback) {}

    /** @param isCovered false if no rule covers the purchase; the engine would have refused it */
    public record Simulated(boolean isCovered, Money cashback) {}

    private static final Simulated REFUSED = new Simulated(false, Money.ZERO);

    private final RuleBook book;
    private final long proposed;
    private final RuleSpending.Spent spent = RuleSpending.simulated();
    private LocalDate day = LocalDate.MIN;

    /**
     * @param book the rules; the proposed version replaces all versions of its rule
     * @param proposed the id of the rule to which the proposed version belongs
     */
    RuleSimulation(RuleBook book, long proposed) {
        this.book = book;
        this.proposed = proposed;
    }

    public Simulated decide(Purchase purchase, Instant at, Decided before) {
        LocalDate today = Jakarta.dayOf(at);
        if (today.isAfter(day)) {
            spent.forgetEnded(today);
            day = today;
        }
        return switch (book.decide(purchase, at)) {
            case RuleBook.NoCashback none -> REFUSED;
            case RuleBook.Granted granted -> new Simulated(true, limited(purchase, granted, before, today));
        };
    }

    private Money limited(Purchase purchase, RuleBook.Granted granted, Decided before, LocalDate today) {
        spent.ask(purchase, granted.rule(), today);
        RuleBook.Granted limited = isAsBefore(granted.rule(), before)
                ? granted.trimmed(before.cashback(), List.of())
                : spent.trim(purchase, granted, today);
        spent.take(purchase, limited, today);
        return limited.cashback();
    }

    private boolean isAsBefore(Rule rule, Decided before) {
        return rule.id() == before.rule() && rule.version() == before.version() && rule.id() != proposed;
    }
}
