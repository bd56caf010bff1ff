package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Decides past purchases again, as if a proposed version had been in force all the time. The simulation uses the
 * classes that decide new purchases. All other rules apply with the terms that were in force at the time of the
 * purchase. The totals under limits begin with the first simulated purchase. If another rule decides a purchase, and
 * its version also decided the original purchase, the simulation uses the recorded cashback. The caller must pass
 * purchases in the order of their times.
 */
public final class RuleSimulation {

    /** The decision when the purchase was accepted. */
    public record Decided(long rule, int version, Money cashback) {}

    /** @param isCovered false if the engine would have refused the purchase, because no rule covers it */
    public record Simulated(boolean isCovered, Money cashback) {}

    private static final Simulated REFUSED = new Simulated(false, Money.ZERO);

    private final RuleBook book;
    private final long proposed;
    private final RuleSpending.Spent spent = RuleSpending.simulated();
    private LocalDate day = LocalDate.MIN;

    /**
     * @param book the rules, with the proposed version in place of its rule's versions
     * @param proposed the id of the proposed version's rule
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
