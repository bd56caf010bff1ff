package id.kezbek.billing.invoices;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of invoices, with their payments, credit notes and certificates. */
@Component
public class Invoices {

    /** A new invoice. {@code issuedBy} is the person's stored form, as in other records. */
    public record NewInvoice(
            UUID id,
            DocumentNumbers.Number number,
            PartnerId partner,
            YearMonth period,
            int edition,
            Instant from,
            Instant until,
            Money price,
            Money ppn,
            Money pph23,
            LocalDate dueOn,
            String snapshot,
            String sha256,
            String issuedBy,
            Instant at) {}

    private static final String SELECT = """
            select i.*, c.number as credit_note, t.number as tax_number, coalesce(w.amount, 0) as withheld,
              n.price as credited_price, n.ppn as credited_ppn, n.pph23 as credited_pph23,
              (select coalesce(sum(a.amount), 0) from billing.allocation a where a.invoice = i.id) as paid
            from billing.invoice i
            left join billing.credit_note c on c.invoice = i.id and c.ends_invoice
            cross join lateral (
              -- Notes of engines before say nothing of their parts: each took off a whole invoice.
              select coalesce(sum(coalesce(x.price, i.price)), 0) as price, coalesce(sum(coalesce(x.ppn, i.ppn)), 0) as ppn,
                coalesce(sum(coalesce(x.pph23, i.pph23)), 0) as pph23
              from billing.credit_note x where x.invoice = i.id) n
            left join billing.tax_number t on t.invoice = i.id
            left join billing.withholding w on w.invoice = i.id
            """;

    private final JdbcClient jdbc;

    Invoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks all invoices of this partner until the transaction ends. */
    public void lock(PartnerId partner) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('invoices of ' || ?::text, 0))")
                .param(partner.value())
                .query((row, n) -> n)
                .single();
    }

    public void add(NewInvoice invoice) {
        jdbc.sql("""
                        insert into billing.invoice (id, series, year, sequence, number, partner, period, edition,
                          covers_from, covers_until, price, ppn, total, pph23, due_on, snapshot, sha256, issued_by, issued_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        invoice.id(),
                        invoice.number().series().name(),
                        invoice.number().year(),
                        invoice.number().sequence(),
                        invoice.number().text(),
                        invoice.partner().value(),
                        invoice.period().atDay(1),
                        invoice.edition(),
                        Timestamp.from(invoice.from()),
                        Timestamp.from(invoice.until()),
                        invoice.price().decimal(),
                        invoice.ppn().decimal(),
                        invoice.price().plus(invoice.ppn()).decimal(),
                        invoice.pph23().decimal(),
                        invoice.dueOn(),
                        invoice.snapshot(),
                        invoice.sha256(),
                        invoice.issuedBy(),
                        Timestamp.from(invoice.at()))
                .update();
    }

    public Optional<Invoice> find(UUID id) {
        return jdbc.sql(SELECT + "where i.id = ?")
                .param(id)
                .query((row, n) -> invoice(row))
                .optional();
    }

    /** @throws Refusal NOT_FOUND if the partner has no such invoice */
    public Invoice require(PartnerId partner, String id) {
        return Ids.find(id)
                .flatMap(this::find)
                .filter(invoice -> invoice.partner().equals(partner))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the partner has no invoice with this id"));
    }

    public Optional<Invoice> findNumber(String number) {
        return jdbc.sql(SELECT + "where i.number = ?")
                .param(number)
                .query((row, n) -> invoice(row))
                .optional();
    }

    /** A partner's invoices, the latest first. */
    public List<Invoice> of(PartnerId partner, @Nullable UUID before, int limit) {
        return jdbc.sql(SELECT + """
                        where i.partner = :partner and (:before::uuid is null or i.id < :before::uuid)
                        order by i.id desc limit :limit""")
                .param("partner", partner.value())
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> invoice(row))
                .list();
    }

    /** Valid invoices of a partner that are not fully paid, the oldest first. */
    public List<Invoice> open(PartnerId partner) {
        return jdbc
                .sql(SELECT + "where i.partner = ? and c.number is null order by i.due_on, i.sequence")
                .param(partner.value())
                .query((row, n) -> invoice(row))
                .list()
                .stream()
                .filter(invoice -> invoice.open().isPositive())
                .toList();
    }

    /** Valid invoices of all partners that are not fully paid. */
    public List<Invoice> open() {
        return jdbc.sql(SELECT + """
                        where c.number is null and i.total - n.price - n.ppn > coalesce(w.amount, 0)
                          + (select coalesce(sum(a.amount), 0) from billing.allocation a where a.invoice = i.id)
                        order by i.partner, i.due_on, i.sequence""").query((row, n) -> invoice(row)).list();
    }

    /** Valid invoices with PPN that were issued in a month. */
    public List<Invoice> taxedIn(YearMonth month) {
        return jdbc.sql(SELECT + """
                        where c.number is null and i.ppn > 0 and i.issued_at >= ? and i.issued_at < ?
                        order by i.year, i.sequence""")
                .params(startOf(month), startOf(month.plusMonths(1)))
                .query((row, n) -> invoice(row))
                .list();
    }

    /**
     * The number of earlier invoices of the period, all of them completely credited. Each new invoice of a period is a
     * further edition.
     */
    public int editions(PartnerId partner, YearMonth period) {
        return jdbc.sql("select count(*) from billing.invoice where partner = ? and period = ?")
                .params(partner.value(), period.atDay(1))
                .query(Integer.class)
                .single();
    }

    /** The invoice of a period that is not completely credited. */
    public Optional<Invoice> valid(PartnerId partner, YearMonth period) {
        return jdbc.sql(SELECT + "where i.partner = ? and i.period = ? and c.number is null")
                .params(partner.value(), period.atDay(1))
                .query((row, n) -> invoice(row))
                .optional();
    }

    private static Timestamp startOf(YearMonth month) {
        return Timestamp.from(month.atDay(1).atStartOfDay(Jakarta.ZONE).toInstant());
    }

    private static Invoice invoice(ResultSet row) throws SQLException {
        return new Invoice(
                row.getObject("id", UUID.class),
                row.getString("number"),
                new PartnerId(row.getLong("partner")),
                YearMonth.from(row.getObject("period", LocalDate.class)),
                row.getTimestamp("covers_from").toInstant(),
                row.getTimestamp("covers_until").toInstant(),
                Money.rupiah(row.getBigDecimal("price")),
                Money.rupiah(row.getBigDecimal("ppn")),
                Money.rupiah(row.getBigDecimal("total")),
                Money.rupiah(row.getBigDecimal("pph23")),
                row.getObject("due_on", LocalDate.class),
                row.getString("snapshot"),
                row.getString("sha256"),
                row.getTimestamp("issued_at").toInstant(),
                row.getString("credit_note"),
                row.getString("tax_number"),
                new Invoice.Credited(
                        Money.rupiah(row.getBigDecimal("credited_price")),
                        Money.rupiah(row.getBigDecimal("credited_ppn")),
                        Money.rupiah(row.getBigDecimal("credited_pph23"))),
                Money.rupiah(row.getBigDecimal("withheld")),
                Money.rupiah(row.getBigDecimal("paid")));
    }
}
