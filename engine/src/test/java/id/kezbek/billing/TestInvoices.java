package id.kezbek.billing;

import id.kezbek.approvals.Decision;
import id.kezbek.billing.invoices.CreditNoteContent.Line;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.issuing.CreditNoteAct;
import id.kezbek.billing.issuing.IssueInvoice;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineUnderTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** Invoices for tests that need any invoice of a partner. */
public final class TestInvoices {

    private static final String TERMS = """
            {"partner":"%s","effectiveFrom":"%s","fee":"FLAT","percent":null,"perPayout":0,"tiers":[],"minimum":1000000,
             "passesProviderFees":false,"chargesPpn":true,"withholdsPph23":true,"legalName":"PT Contoh %s",
             "address":"Jalan Sudirman 1, Jakarta","npwp":"0123456789012345","idtku":"0123456789012345000000",
             "language":"id","dueDays":30}""";

    private TestInvoices() {}

    /** Terms from a month on: a million rupiah per month with PPN, 2 % withheld. */
    static void terms(EngineUnderTest engine, Partner partner, YearMonth from) {
        engine.database()
                .sql("""
                        insert into billing.invoice_terms (partner, effective_from, version, terms, decided_by, decided_at)
                        values (?, ?, 1, ?::jsonb, 'test', now())""")
                .params(partner.id().value(), from.atDay(1), TERMS.formatted(partner.code(), from, partner.code()))
                .update();
    }

    /** Creates an invoice of the previous month. */
    public static void insert(EngineUnderTest engine, PartnerId id, String by) {
        Partner partner = engine.get(PartnerDirectory.class).find(id).orElseThrow();
        YearMonth month = lastMonth(engine);
        terms(engine, partner, month);
        engine.get(IssueInvoice.class).issue(partner, month, null, by);
    }

    /** Credits a part of the partner's latest invoice. */
    public static void credit(EngineUnderTest engine, PartnerId id) {
        Partner partner = engine.get(PartnerDirectory.class).find(id).orElseThrow();
        Invoice invoice = engine.get(Invoices.class).of(id, null, 1).getFirst();
        List<Line> lines = List.of(new Line(null, new BigDecimal(1_000)));
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(CreditNoteAct.class)
                        .carryOut(
                                new CreditNoteAct.Arguments(
                                        partner.code(), Ids.text(invoice.id()), invoice.number(), "test", lines),
                                new Decision(engine.get(Ids.class).next(), "test", "test", "test")));
    }

    static YearMonth lastMonth(EngineUnderTest engine) {
        return YearMonth.from(Jakarta.dayOf(engine.clock().instant().minus(Duration.ofHours(1))))
                .minusMonths(1);
    }
}
