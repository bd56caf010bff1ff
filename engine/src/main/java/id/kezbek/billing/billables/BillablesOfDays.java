package id.kezbek.billing.billables;

import id.kezbek.billing.invoices.InvoiceContent.CashbackPart;
import id.kezbek.billing.invoices.InvoiceContent.PayoutPart;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The same amounts as {@link BillablesOfLines}, in milliseconds: the sums of the whole days that {@link SumBillableDays} has
 * stored, and the ledger lines of the time between them.
 */
@Component
public class BillablesOfDays implements Billables {

    private record Interval(Instant from, Instant until) {}

    private record Label(
            @Nullable Long rule,
            @Nullable String tier,
            @Nullable String wallet) {

        static final Comparator<Label> ORDER = Comparator.comparing(
                        Label::rule, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
                .thenComparing(Label::tier, Comparator.nullsLast(Comparator.<String>naturalOrder()))
                .thenComparing(Label::wallet, Comparator.nullsLast(Comparator.<String>naturalOrder()));
    }

    private record Provider(String provider, String wallet) {

        static final Comparator<Provider> ORDER =
                Comparator.comparing(Provider::provider).thenComparing(Provider::wallet);
    }

    private final BillablesOfLines ofLines;
    private final JdbcClient jdbc;

    BillablesOfDays(BillablesOfLines ofLines, JdbcClient jdbc) {
        this.ofLines = ofLines;
        this.jdbc = jdbc;
    }

    @Override
    public Cashback cashback(String partner, Instant from, Instant until) {
        TreeMap<LocalDate, Integer> days = summed(from, until);
        TreeMap<Label, CashbackPart> parts = new TreeMap<>(Label.ORDER);
        sums("""
                select c.rule, c.tier, c.wallet, sum(c.purchases), sum(c.amount)
                from billing.cashback_day c join unnest(:days::date[], :corrections::int[]) d (day, corrections) using (day, corrections)
                where c.partner = :partner
                group by c.rule, c.tier, c.wallet""", days)
                .param("partner", partner)
                .query((row, n) -> new CashbackPart(
                        row.getObject(1, Long.class),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getBigDecimal(5)))
                .list()
                .forEach(part -> add(parts, part));
        for (Interval interval : between(days, from, until)) {
            ofLines.cashback(partner, interval.from(), interval.until()).parts().forEach(part -> add(parts, part));
        }
        return Cashback.of(List.copyOf(parts.values()));
    }

    private static void add(Map<Label, CashbackPart> parts, CashbackPart part) {
        parts.merge(
                new Label(part.rule(), part.tier(), part.wallet()),
                part,
                (one, other) -> new CashbackPart(
                        one.rule(),
                        one.tier(),
                        one.wallet(),
                        one.purchases() + other.purchases(),
                        one.amount().add(other.amount())));
    }

    @Override
    public Map<PartnerId, List<PayoutPart>> payouts(Instant from, Instant until) {
        TreeMap<LocalDate, Integer> days = summed(from, until);
        Map<PartnerId, TreeMap<Provider, PayoutPart>> parts = new HashMap<>();
        sums("""
                select p.partner, p.provider, p.wallet, sum(p.payouts), sum(p.amount), sum(p.fees)
                from billing.payment_day p join unnest(:days::date[], :corrections::int[]) d (day, corrections) using (day, corrections)
                group by p.partner, p.provider, p.wallet""", days)
                .query((row, n) -> Map.entry(
                        new PartnerId(row.getLong(1)),
                        new PayoutPart(
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getBigDecimal(5),
                                row.getBigDecimal(6))))
                .list()
                .forEach(part -> add(parts, part.getKey(), part.getValue()));
        for (Interval interval : between(days, from, until)) {
            ofLines.payouts(interval.from(), interval.until())
                    .forEach((partner, more) -> more.forEach(part -> add(parts, partner, part)));
        }
        Map<PartnerId, List<PayoutPart>> found = new HashMap<>();
        parts.forEach((partner, all) -> found.put(partner, List.copyOf(all.values())));
        return found;
    }

    private static void add(Map<PartnerId, TreeMap<Provider, PayoutPart>> parts, PartnerId partner, PayoutPart part) {
        parts.computeIfAbsent(partner, none -> new TreeMap<>(Provider.ORDER))
                .merge(
                        new Provider(part.provider(), part.wallet()),
                        part,
                        (one, other) -> new PayoutPart(
                                one.provider(),
                                one.wallet(),
                                one.payouts() + other.payouts(),
                                one.amount().add(other.amount()),
                                one.fees().add(other.fees())));
    }

    /** The stored days that the period contains as a whole, each with the ledger's current number of corrections. */
    private TreeMap<LocalDate, Integer> summed(Instant from, Instant until) {
        LocalDate first = Jakarta.dayOf(from);
        TreeMap<LocalDate, Integer> days = new TreeMap<>();
        jdbc.sql("""
                        select day, corrections from billing.summed_day
                        where day >= :first and day < :end and corrections = ledger.corrections_of(day)""")
                .param("first", Jakarta.startOf(first).equals(from) ? first : first.plusDays(1))
                .param("end", Jakarta.dayOf(until))
                .query(row -> {
                    days.put(row.getObject(1, LocalDate.class), row.getInt(2));
                });
        return days;
    }

    private JdbcClient.StatementSpec sums(String sql, Map<LocalDate, Integer> days) {
        return jdbc.sql(sql)
                .param("days", days.keySet().stream().map(LocalDate::toString).toArray(String[]::new))
                .param("corrections", days.values().toArray(Integer[]::new));
    }

    /** The parts of the period that are not in the summed days. */
    private static List<Interval> between(TreeMap<LocalDate, Integer> days, Instant from, Instant until) {
        List<Interval> intervals = new ArrayList<>();
        Instant begin = from;
        for (LocalDate day : days.keySet()) {
            if (begin.isBefore(Jakarta.startOf(day))) {
                intervals.add(new Interval(begin, Jakarta.startOf(day)));
            }
            begin = Jakarta.startOf(day.plusDays(1));
        }
        if (begin.isBefore(until)) {
            intervals.add(new Interval(begin, until));
        }
        return intervals;
    }
}
