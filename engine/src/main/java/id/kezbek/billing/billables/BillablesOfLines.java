package id.kezbek.billing.billables;

import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The amounts from the ledger lines of the period. Lines of a month with a million purchases take seconds to read. */
@Component
public class BillablesOfLines implements Billables {

    private static final String OF_CASHBACK = "'ACCEPT', 'CANCEL', 'REFUND'";

    private final JdbcClient jdbc;

    BillablesOfLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Cashback cashback(String partner, Instant from, Instant until) {
        List<InvoiceContent.CashbackPart> parts = new ArrayList<>(jdbc.sql("""
                        with line as (
                          select * from ledger.lines_between(array['FUNDING', 'RECEIVABLE'], :code, :from, :until)
                          where kind in (%s)),
                        part as (
                          select subject as purchase, amount, kind = 'ACCEPT' as counts from line where kind <> 'CANCEL'
                          union all
                          select i.purchase, -i.amount, false from line cross join lateral payouts.items_of(line.subject) i
                          where line.kind = 'CANCEL')
                        select l.rule, l.tier, l.wallet, count(*) filter (where part.counts), sum(part.amount)
                        from part left join lateral cashback.labels_of(part.purchase) l on true
                        group by l.rule, l.tier, l.wallet order by l.rule, l.tier, l.wallet""".formatted(OF_CASHBACK))
                .param("code", partner)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .query((row, n) -> new InvoiceContent.CashbackPart(
                        row.getObject(1, Long.class),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getBigDecimal(5)))
                .list());
        BigDecimal ledgers = cashbackAmount(partner, from, until);
        BigDecimal rest =
                parts.stream().map(InvoiceContent.CashbackPart::amount).reduce(ledgers, BigDecimal::subtract);
        if (rest.signum() != 0) {
            parts.add(new InvoiceContent.CashbackPart(null, null, null, 0, rest));
        }
        return Cashback.of(parts);
    }

    private BigDecimal cashbackAmount(String partner, Instant from, Instant until) {
        return jdbc.sql("""
                        select coalesce(sum(amount), 0)
                        from ledger.lines_between(array['FUNDING', 'RECEIVABLE'], :code, :from, :until)
                        where kind in (%s)""".formatted(OF_CASHBACK))
                .param("code", partner)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .query(BigDecimal.class)
                .single();
    }

    /** One query reads the payments of all partners, because ledger lines of floats do not name the partner. */
    @Override
    public Map<PartnerId, List<InvoiceContent.PayoutPart>> payouts(Instant from, Instant until) {
        Map<PartnerId, List<InvoiceContent.PayoutPart>> parts = new HashMap<>();
        jdbc.sql("""
                        with suspense as materialized (
                          select movement, kind, subject from ledger.lines_between(array['SUSPENSE'], null, :from, :until)
                          where kind in ('PAID_TWICE', 'REVERSAL'))
                        select l.partner, l.provider, l.wallet,
                          count(*) filter (where f.kind = 'SETTLE') - count(*) filter (where f.kind = 'REVERSAL'),
                          coalesce(-sum(f.amount) filter (where f.kind <> 'PROVIDER_FEE'), 0),
                          coalesce(-sum(f.amount) filter (where f.kind = 'PROVIDER_FEE'), 0)
                        from (
                          select movement, kind, subject, amount
                          from ledger.lines_between(array['FLOAT'], null, :from, :until)
                          where kind in ('SETTLE', 'PROVIDER_FEE', 'REVERSAL')) f
                        cross join lateral payouts.labels_of(f.subject) l
                        where f.movement not in (select movement from suspense)
                          and (f.kind <> 'PROVIDER_FEE' or f.subject not in (select subject from suspense where kind = 'PAID_TWICE'))
                        group by l.partner, l.provider, l.wallet order by l.partner, l.provider, l.wallet""")
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .query(row -> {
                    parts.computeIfAbsent(new PartnerId(row.getLong(1)), none -> new ArrayList<>())
                            .add(new InvoiceContent.PayoutPart(
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getBigDecimal(5),
                                    row.getBigDecimal(6)));
                });
        return parts;
    }
}
