package id.kezbek.reporting.reports;

import id.kezbek.ledger.AccountKind;
import id.kezbek.reporting.pool.ReportPool;
import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The age of postpaid partners' debts, from the roll-ups. A payment reduces the debt of the oldest purchases first. A
 * reversed payment reduces no debt. Another report shows the age of invoices by due date.
 */
@Component
public class AgeOfDebts {

    /**
     * A partner's debt at the end of a day.
     *
     * @param upTo30 the debt from purchases of the last 30 days
     */
    public record Debt(String partner, Money total, Money upTo30, Money upTo60, Money upTo90, Money older) {}

    private static final int FIRST = 30;
    private static final int SECOND = 60;
    private static final int THIRD = 90;

    private record OfDay(LocalDate day, Money debit, Money credit) {}

    private final ReportPool pool;

    AgeOfDebts(ReportPool pool) {
        this.pool = pool;
    }

    /** Partners with a debt, in the order of their codes. */
    public List<Debt> at(LocalDate day) {
        Map<String, List<OfDay>> partners = pool.snapshot(jdbc -> days(jdbc, day));
        return partners.entrySet().stream()
                .map(partner -> debt(partner.getKey(), partner.getValue(), day))
                .filter(debt -> !debt.total().equals(Money.ZERO))
                .toList();
    }

    private static Map<String, List<OfDay>> days(JdbcClient jdbc, LocalDate day) {
        Map<String, List<OfDay>> partners = new TreeMap<>();
        jdbc.sql("""
                        select owner, day,
                          coalesce(sum(amount) filter (where amount > 0 and movement <> 'TRANSFER_REVERSAL'), 0) as debit,
                          coalesce(-sum(amount) filter (where amount < 0 or movement = 'TRANSFER_REVERSAL'), 0) as credit
                        from reporting.accounts_by_day where account = ? and day <= ? group by owner, day order by owner, day""")
                .params(AccountKind.RECEIVABLE.name(), day)
                .query((row, n) -> Map.entry(
                        row.getString("owner"),
                        new OfDay(
                                row.getObject("day", LocalDate.class),
                                Money.rupiah(row.getBigDecimal("debit")),
                                Money.rupiah(row.getBigDecimal("credit")))))
                .list()
                .forEach(one -> partners.computeIfAbsent(one.getKey(), owner -> new ArrayList<>())
                        .add(one.getValue()));
        return partners;
    }

    private static Debt debt(String partner, List<OfDay> days, LocalDate at) {
        Money paid = days.stream().map(OfDay::credit).reduce(Money.ZERO, Money::plus);
        Money[] ages = {Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO};
        for (OfDay one : days) {
            Money covered = one.debit().min(paid);
            paid = paid.minus(covered);
            int age = age(ChronoUnit.DAYS.between(one.day(), at));
            ages[age] = ages[age].plus(one.debit().minus(covered));
        }
        // If a partner has paid more than its debt, the newest band is negative.
        ages[0] = ages[0].minus(paid);
        return new Debt(partner, ages[0].plus(ages[1]).plus(ages[2]).plus(ages[3]), ages[0], ages[1], ages[2], ages[3]);
    }

    private static int age(long days) {
        if (days <= FIRST) {
            return 0;
        }
        if (days <= SECOND) {
            return 1;
        }
        return days <= THIRD ? 2 : 3;
    }
}
