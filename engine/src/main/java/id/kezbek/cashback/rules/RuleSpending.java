package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Adds up the cashback of each rule with a budget or a customer cap. The totals include cashback that is not paid out
 * yet. If no rule has such a limit, a batch reads and writes no totals. A batch first runs without locks. After a
 * conflict, the batch rolls back and runs again with locks. A budget is one row, and an update adds to the row only if
 * the budget is sufficient. So two concurrent batches conflict only if the budget is not sufficient for both.
 */
@Component
public class RuleSpending {

    /** The rules changed while the batch ran, so the totals of the rule that now decides were not read. */
    private static final class Unread extends ConcurrencyFailureException {

        private static final long serialVersionUID = 1L;

        Unread() {
            super("The limits of a rule were not read");
        }
    }

    /** The key of a customer's total under a rule's cap; {@code since} is the first day of the period. */
    private record CustomerKey(long rule, PartnerId partner, Msisdn msisdn, Period period, LocalDate since)
            implements Comparable<CustomerKey> {

        private static final Comparator<CustomerKey> ORDER = Comparator.comparingLong(CustomerKey::rule)
                .thenComparing(CustomerKey::partner)
                .thenComparing(key -> key.msisdn().digits())
                .thenComparing(CustomerKey::period)
                .thenComparing(CustomerKey::since);

        static CustomerKey of(Purchase purchase, Rule rule, Period period, LocalDate today) {
            return new CustomerKey(rule.id(), purchase.partner(), purchase.msisdn(), period, period.beginning(today));
        }

        @Override
        public int compareTo(CustomerKey other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * The amount given so far.
     *
     * @param version the version of the cap's row when it was read; 0 for a new row and for budgets
     * @param drawn the amount added by this batch
     */
    private record Given(Money before, int version, Money drawn) {

        static final Given NOTHING = new Given(Money.ZERO, 0, Money.ZERO);

        Money now() {
            return before.plus(drawn);
        }

        /** The amount that is left under the limit. It is zero if the limit was lowered below the total. */
        Money leftOf(Money most) {
            Money now = now();
            return now.below(most) ? most.minus(now) : Money.ZERO;
        }

        Given and(Money amount) {
            return new Given(before, version, drawn.plus(amount));
        }
    }

    private record BudgetRow(long rule, Money drawn, Money budget) {}

    private record CustomerRow(CustomerKey key, Given given) {}

    private static final Spent NOTHING_LIMITED = new Spent(false);

    /** Totals for a simulation. They start at zero and exist only in memory. */
    static Spent simulated() {
        return new Spent(false);
    }

    /**
     * Adds a query that reads the budgets for these purchases. Call {@link Spent#readCaps} after the query for the
     * customers' rows.
     *
     * @param at the approximate time of the decision
     * @param locking whether the queries also lock the rows, in the order of their keys
     */
    public Spent readIn(Pipeline pipeline, RuleBook book, Collection<Purchase> purchases, Instant at, boolean locking) {
        if (!book.hasLimits()) {
            return NOTHING_LIMITED;
        }
        Spent spent = new Spent(locking);
        LocalDate today = Jakarta.dayOf(at);
        for (Purchase purchase : purchases) {
            if (book.decide(purchase, at) instanceof RuleBook.Granted granted) {
                spent.ask(purchase, granted.rule(), today);
            }
        }
        spent.readBudgets(pipeline);
        return spent;
    }

    /**
     * The totals that one batch reads, and the amounts that it adds. Locks are taken in this order: budgets, customers,
     * caps. Budgets come first, because a new customer has no row yet that a batch could lock. Caps come last, because
     * the lock on a customer's row already separates two batches with this customer.
     */
    public static final class Spent {

        private final String locking;
        private final SortedMap<Long, Given> budgets = new TreeMap<>();
        private final Map<Long, Money> most = new HashMap<>();
        private final SortedMap<CustomerKey, Given> customers = new TreeMap<>();

        private Spent(boolean locking) {
            this.locking = locking ? "for update" : "offset 0";
        }

        /** Adds a total of zero for each limit of the rule, unless the limit already has a total. */
        void ask(Purchase purchase, Rule rule, LocalDate today) {
            if (rule.limits().budget() != null) {
                budgets.putIfAbsent(rule.id(), Given.NOTHING);
            }
            RuleLimits.CustomerCap cap = rule.limits().customer();
            if (cap != null) {
                customers.putIfAbsent(CustomerKey.of(purchase, rule, cap.period(), today), Given.NOTHING);
            }
        }

        /** Removes customers' totals for periods that ended before this day. */
        void forgetEnded(LocalDate today) {
            customers.keySet().removeIf(key -> !key.period().beginning(today).equals(key.since()));
        }

        private void readBudgets(Pipeline pipeline) {
            if (!budgets.isEmpty()) {
                pipeline.select(
                        """
                        select b.rule, b.spent from (select unnest(?::bigint[]) as rule) as asked
                        cross join lateral (select * from cashback.rule_budget where rule = asked.rule %s) b""".formatted(locking),
                        Columns.of(List.copyOf(budgets.keySet())).bigint(rule -> rule),
                        row -> budgets.put(
                                row.getLong(1), new Given(Money.rupiah(row.getBigDecimal(2)), 0, Money.ZERO)));
            }
        }

        /** Adds a query that reads these customers' totals under caps. */
        public void readCaps(Pipeline pipeline) {
            if (!customers.isEmpty()) {
                pipeline.select(
                        """
                        select c.rule, c.partner, c.msisdn, c.period, c.since, c.spent, c.version
                        from (select unnest(?::bigint[]) as rule, unnest(?::bigint[]) as partner,
                          unnest(?::text[]) as msisdn, unnest(?::text[]) as period, unnest(?::date[]) as since) as asked
                        cross join lateral (
                          select * from cashback.rule_customer
                          where rule = asked.rule and partner = asked.partner and msisdn = asked.msisdn
                            and period = asked.period and since = asked.since %s) c""".formatted(locking),
                        keys(Columns.of(List.copyOf(customers.keySet())), key -> key),
                        row -> customers.put(
                                new CustomerKey(
                                        row.getLong(1),
                                        new PartnerId(row.getLong(2)),
                                        new Msisdn(row.getString(3)),
                                        Period.valueOf(row.getString(4)),
                                        row.getObject(5, LocalDate.class)),
                                new Given(Money.rupiah(row.getBigDecimal(6)), row.getInt(7), Money.ZERO)));
            }
        }

        /**
         * The cashback of a rule for a purchase, reduced by the limits. A rule has decided the purchase even if its
         * cashback is reduced to zero.
         */
        public RuleBook.Granted trim(Purchase purchase, RuleBook.Granted granted, LocalDate today) {
            Rule rule = granted.rule();
            if (rule.limits().isNone()) {
                return granted;
            }
            Money cashback = granted.cashback();
            List<RuleBook.Trim> trims = new ArrayList<>();
            RuleLimits.CustomerCap cap = rule.limits().customer();
            if (cap != null) {
                Money left = read(customers.get(CustomerKey.of(purchase, rule, cap.period(), today)))
                        .leftOf(cap.most());
                cashback = trimmed(cashback, left, RuleBook.Limit.CUSTOMER_CAP, trims);
            }
            Money budget = rule.limits().budget();
            if (budget != null) {
                Money left = read(budgets.get(rule.id())).leftOf(budget);
                cashback = trimmed(cashback, left, RuleBook.Limit.BUDGET, trims);
            }
            return granted.trimmed(cashback, List.copyOf(trims));
        }

        private static Money trimmed(Money cashback, Money left, RuleBook.Limit by, List<RuleBook.Trim> trims) {
            if (left.atLeast(cashback)) {
                return cashback;
            }
            trims.add(new RuleBook.Trim(by, left));
            return left;
        }

        /** Adds the cashback of an accepted purchase to the totals in memory. */
        public void take(Purchase purchase, RuleBook.Granted granted, LocalDate today) {
            Rule rule = granted.rule();
            if (rule.limits().isNone() || !granted.cashback().isPositive()) {
                return;
            }
            RuleLimits.CustomerCap cap = rule.limits().customer();
            if (cap != null) {
                customers.computeIfPresent(
                        CustomerKey.of(purchase, rule, cap.period(), today),
                        (key, given) -> given.and(granted.cashback()));
            }
            Money budget = rule.limits().budget();
            if (budget != null) {
                budgets.computeIfPresent(rule.id(), (id, given) -> given.and(granted.cashback()));
                most.put(rule.id(), budget);
            }
        }

        /** Adds an update of the totals under budgets. The pipeline fails if a budget is not sufficient. */
        public void writeBudgets(Pipeline pipeline) {
            if (budgets.isEmpty()) {
                return;
            }
            List<BudgetRow> drawn = budgets.entrySet().stream()
                    .filter(entry -> entry.getValue().drawn().isPositive())
                    .map(entry -> new BudgetRow(
                            entry.getKey(), entry.getValue().drawn(), most.getOrDefault(entry.getKey(), Money.ZERO)))
                    .toList();
            pipeline.writeIfUnchanged(
                    """
                    insert into cashback.rule_budget as b (rule, spent, budget)
                    select unnest(?::bigint[]), unnest(?::numeric[]), unnest(?::numeric[])
                    on conflict (rule) do update set spent = b.spent + excluded.spent, budget = excluded.budget
                    where b.spent + excluded.spent <= excluded.budget""",
                    Columns.of(drawn)
                            .bigint(BudgetRow::rule)
                            .money(BudgetRow::drawn)
                            .money(BudgetRow::budget));
        }

        /**
         * Adds an update of the customers' totals under caps. The pipeline fails if another transaction changed a row.
         */
        public void writeCaps(Pipeline pipeline) {
            if (customers.isEmpty()) {
                return;
            }
            List<CustomerRow> given = customers.entrySet().stream()
                    .filter(entry -> entry.getValue().drawn().isPositive())
                    .map(entry -> new CustomerRow(entry.getKey(), entry.getValue()))
                    .toList();
            pipeline.writeIfUnchanged(
                    """
                    insert into cashback.rule_customer as c (rule, partner, msisdn, period, since, spent, version)
                    select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::text[]), unnest(?::text[]),
                      unnest(?::date[]), unnest(?::numeric[]), unnest(?::int[])
                    on conflict (rule, partner, msisdn, period, since)
                    do update set spent = excluded.spent, version = excluded.version
                    where c.version = excluded.version - 1""",
                    keys(Columns.of(given), CustomerRow::key)
                            .money(row -> row.given().now())
                            .integer(row -> row.given().version() + 1));
        }

        private static <T> Columns<T> keys(Columns<T> columns, Function<T, CustomerKey> key) {
            return columns.bigint(row -> key.apply(row).rule())
                    .bigint(row -> key.apply(row).partner().value())
                    .text(row -> key.apply(row).msisdn().digits())
                    .text(row -> key.apply(row).period().name())
                    .date(row -> key.apply(row).since());
        }

        private static Given read(@Nullable Given given) {
            if (given == null) {
                throw new Unread();
            }
            return given;
        }
    }
}
