package id.kezbek.billing.billables;

import id.kezbek.billing.invoices.InvoiceContent.CashbackPart;
import id.kezbek.billing.invoices.InvoiceContent.PayoutPart;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.ActiveDays;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.PartnerId;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the billable amounts of each day that the ledger has summed, the latest day first, and stores a day again after the
 * ledger corrected it. Each day is a separate transaction, so an interrupted run can continue.
 */
@Component
public class SumBillableDays {

    private static final int DAYS_MAX = 400;

    private record Day(LocalDate day, int corrections) {}

    private final BillablesOfLines billables;
    private final ActiveDays activeDays;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    SumBillableDays(
            BillablesOfLines billables, ActiveDays activeDays, JdbcClient jdbc, TransactionTemplate transactions) {
        this.billables = billables;
        this.activeDays = activeDays;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * @return the number of summed days
     */
    public int run() {
        List<Day> days = missing();
        days.forEach(day -> transactions.executeWithoutResult(status -> sum(day)));
        return days.size();
    }

    private List<Day> missing() {
        return jdbc.sql("""
                        select days.day, ledger.corrections_of(days.day) from ledger.summed_days() days (day)
                        where not exists (
                          select from billing.summed_day s where s.day = days.day and s.corrections = ledger.corrections_of(days.day))
                        order by days.day desc limit ?""")
                .param(DAYS_MAX)
                .query((row, n) -> new Day(row.getObject(1, LocalDate.class), row.getInt(2)))
                .list();
    }

    /**
     * The lines are read after the number of corrections, so they contain at least these corrections. If they contain more, the
     * ledger has a higher number by then, and the rows do not count.
     */
    private void sum(Day day) {
        boolean isMine =
                jdbc.sql("insert into billing.summed_day (day, corrections) values (?, ?) on conflict do nothing")
                                .params(day.day(), day.corrections())
                                .update()
                        == 1;
        if (!isMine) {
            return;
        }
        Instant from = Jakarta.startOf(day.day());
        Instant until = Jakarta.startOf(day.day().plusDays(1));
        Set<String> partners = new TreeSet<>();
        for (AccountKind kind : List.of(AccountKind.FUNDING, AccountKind.RECEIVABLE)) {
            activeDays.of(kind, day.day(), day.day()).forEach(active -> partners.add(active.owner()));
        }
        partners.forEach(code -> billables.cashback(code, from, until).parts().forEach(part -> add(day, code, part)));
        billables.payouts(from, until).forEach((partner, parts) -> parts.forEach(part -> add(day, partner, part)));
    }

    private void add(Day day, String partner, CashbackPart part) {
        jdbc.sql("""
                        insert into billing.cashback_day (day, corrections, partner, rule, tier, wallet, purchases, amount)
                        values (:day, :corrections, :partner, :rule, :tier, :wallet, :purchases, :amount)""")
                .param("day", day.day())
                .param("corrections", day.corrections())
                .param("partner", partner)
                .param("rule", part.rule(), Types.BIGINT)
                .param("tier", part.tier(), Types.VARCHAR)
                .param("wallet", part.wallet(), Types.VARCHAR)
                .param("purchases", part.purchases())
                .param("amount", part.amount())
                .update();
    }

    private void add(Day day, PartnerId partner, PayoutPart part) {
        jdbc.sql("""
                        insert into billing.payment_day (day, corrections, partner, provider, wallet, payouts, amount, fees)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        day.day(),
                        day.corrections(),
                        partner.value(),
                        part.provider(),
                        part.wallet(),
                        part.payouts(),
                        part.amount(),
                        part.fees())
                .update();
    }
}
