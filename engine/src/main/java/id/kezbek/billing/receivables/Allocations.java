package id.kezbek.billing.receivables;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Allocates payments to invoices. Callers must hold {@link Invoices#lock}. If a payment exceeds the open invoices, the
 * rest stays with the payment and pays the next invoice.
 */
@Component
public class Allocations {

    /** A part of a payment that the payer assigned to the invoice with this number. */
    public record Told(String invoice, BigDecimal amount) {}

    private record Part(UUID payment, UUID invoice, Money amount) {}

    private record Rest(UUID payment, Money amount) {}

    private final JdbcClient jdbc;
    private final Invoices invoices;
    private final Ids ids;
    private final Clock clock;

    Allocations(JdbcClient jdbc, Invoices invoices, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.invoices = invoices;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Refusal BAD_PAYLOAD if an invoice does not belong to the partner, or if less of it is open */
    void allocate(PartnerId partner, UUID payment, List<Told> parts) {
        check(partner, parts);
        for (Told part : parts) {
            add(payment, invoices.findNumber(part.invoice()).orElseThrow().id(), Money.rupiah(part.amount()));
        }
    }

    /** @throws Refusal as {@link #allocate} */
    void check(PartnerId partner, List<Told> parts) {
        for (Told part : parts) {
            Invoice invoice = invoices.findNumber(part.invoice())
                    .filter(found -> found.partner().equals(partner))
                    .orElseThrow(() -> Refusal.badField(
                            "allocations", "must name invoices of the partner; the partner has no " + part.invoice()));
            if (invoice.open().below(Money.rupiah(part.amount()))) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the open amount of invoice " + part.invoice() + " is " + invoice.open());
            }
        }
    }

    /**
     * Allocates the unallocated part of the partner's payments to its open invoices: the oldest payment to the oldest
     * invoice.
     */
    public void spreadRests(PartnerId partner) {
        // Payments cover the amount that the partner may have withheld as tax only after all other amounts, because a
        // certificate will cover it.
        spread(partner, invoice -> invoice.open().minus(invoice.awaitingCertificate()));
        spread(partner, Invoice::open);
    }

    private void spread(PartnerId partner, Function<Invoice, Money> needed) {
        List<Invoice> open = invoices.open(partner);
        int at = 0;
        Money lacks = open.isEmpty() ? Money.ZERO : needed.apply(open.getFirst());
        for (Rest rest : rests(partner)) {
            Money left = rest.amount();
            while (left.isPositive() && at < open.size()) {
                Money part = left.min(lacks);
                if (part.isPositive()) {
                    add(rest.payment(), open.get(at).id(), part);
                }
                left = left.minus(part);
                lacks = lacks.minus(part);
                if (!lacks.isPositive()) {
                    at++;
                    lacks = at < open.size() ? needed.apply(open.get(at)) : Money.ZERO;
                }
            }
        }
    }

    /**
     * Releases a part of the payments that are allocated to an invoice, so that this part can pay other invoices. The
     * latest payments are released first.
     */
    public void release(Invoice invoice, Money excess) {
        List<Part> parts = jdbc.sql("""
                        select payment, invoice, sum(amount) from billing.allocation where invoice = ?
                        group by payment, invoice having sum(amount) > 0 order by payment desc""")
                .param(invoice.id())
                .query((row, n) -> new Part(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), Money.rupiah(row.getBigDecimal(3))))
                .list();
        Money rest = excess;
        for (Part part : parts) {
            if (rest.isPositive()) {
                Money back = part.amount().min(rest);
                add(part.payment(), part.invoice(), back.negated());
                rest = rest.minus(back);
            }
        }
    }

    /** Removes all allocations of a payment, because the payment is reversed. */
    public void releasePayment(UUID payment) {
        jdbc.sql("""
                        select payment, invoice, sum(amount) from billing.allocation where payment = ?
                        group by payment, invoice having sum(amount) > 0 order by invoice""")
                .param(payment)
                .query((row, n) -> new Part(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), Money.rupiah(row.getBigDecimal(3))))
                .list()
                .forEach(part ->
                        add(part.payment(), part.invoice(), part.amount().negated()));
    }

    /** The partner's money that is not yet allocated to an invoice. */
    public Money unused(PartnerId partner) {
        return rests(partner).stream().map(Rest::amount).reduce(Money.ZERO, Money::plus);
    }

    private List<Rest> rests(PartnerId partner) {
        return jdbc
                .sql("""
                        select p.id, p.amount - coalesce((select sum(a.amount) from billing.allocation a where a.payment = p.id), 0)
                        from billing.invoice_payment p
                        where p.partner = ? and not ledger.is_reversed(p.id) order by p.id""")
                .param(partner.value())
                .query((row, n) -> new Rest(row.getObject(1, UUID.class), Money.rupiah(row.getBigDecimal(2))))
                .list()
                .stream()
                .filter(rest -> rest.amount().isPositive())
                .toList();
    }

    private void add(UUID payment, UUID invoice, Money amount) {
        jdbc.sql("""
                        insert into billing.allocation (id, payment, invoice, amount, allocated_at) values (?, ?, ?, ?, ?)""")
                .params(ids.next(), payment, invoice, amount.decimal(), Timestamp.from(clock.instant()))
                .update();
    }
}
