package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.billing.invoices.InvoiceContent.CashbackPart;
import id.kezbek.billing.invoices.InvoiceContent.Line;
import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.billing.invoices.InvoiceContent.Party;
import id.kezbek.billing.invoices.InvoiceContent.PayoutPart;
import id.kezbek.billing.tax.InvoiceTaxes;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Digests;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An invoice with fixed content: the example in docs/finance.md. */
public final class InvoiceSamples {

    private InvoiceSamples() {}

    public static Invoice november() {
        return november("PT Toko & Dagang");
    }

    static Invoice november(String buyer) {
        InvoiceContent content = new InvoiceContent(
                "TOKO",
                "2026-11",
                Instant.parse("2026-10-31T17:00:00Z"),
                Instant.parse("2026-11-30T17:00:00Z"),
                "POSTPAID",
                "id",
                new Party(
                        "PT Kezbek Indonesia",
                        "Jalan Merdeka 1, Jakarta",
                        "0999888777666555",
                        "0999888777666555000000"),
                new Party(buyer, "Jalan Sudirman 1, Jakarta", "0123456789012345", "0123456789012345000000"),
                "BCA 123-456-7890, PT Kezbek Indonesia",
                true,
                List.of(
                        new Line(LineKind.SERVICE_FEE, new BigDecimal("2.5"), amount(10_000_000)),
                        new Line(LineKind.PROVIDER_FEES, null, amount(250_000))),
                amount(10_250_000),
                amount(9_395_833),
                amount(1_127_500),
                amount(11_377_500),
                amount(205_000),
                amount(400_000_000),
                amount(398_500_000),
                80_000,
                List.of(
                        new CashbackPart(1L, "BRONZE", "GOPAID", 50_000, amount(220_000_000)),
                        new CashbackPart(1L, "SILVER", "LSAJA", 20_000, amount(120_000_000)),
                        new CashbackPart(2L, "GOLD", "OVVO", 10_000, amount(60_000_000))),
                List.of(
                        new PayoutPart("MTRANS", "LSAJA", 20_000, amount(120_000_000), amount(100_000)),
                        new PayoutPart("XENIT", "GOPAID", 60_000, amount(280_000_000), amount(150_000))));
        String snapshot = JsonMapper.shared().writeValueAsString(content);
        return new Invoice(
                UUID.fromString("019ac1c0-0000-7000-8000-000000000001"),
                "INV/2026/000042",
                new PartnerId(1),
                YearMonth.of(2026, 11),
                content.from(),
                content.until(),
                Money.rupiah(content.price()),
                Money.rupiah(content.ppn()),
                Money.rupiah(content.total()),
                Money.rupiah(content.pph23()),
                LocalDate.of(2026, 12, 31),
                snapshot,
                HexFormat.of().formatHex(Digests.sha256(snapshot)),
                Instant.parse("2026-12-01T02:00:00Z"),
                null,
                null,
                Invoice.Credited.NONE,
                Money.ZERO,
                Money.ZERO);
    }

    /** As {@link #november}, with one line of this price. */
    public static Invoice of(Money price) {
        Invoice november = november();
        InvoiceContent content = november.content();
        InvoiceTaxes taxes = InvoiceTaxes.of(price, true, true);
        Money total = price.plus(taxes.ppn());
        InvoiceContent other = new InvoiceContent(
                content.partner(),
                content.period(),
                content.from(),
                content.until(),
                content.fundingMode(),
                content.language(),
                content.seller(),
                content.buyer(),
                content.bankAccount(),
                content.notesStampDuty(),
                List.of(new Line(LineKind.SERVICE_FEE, null, price.decimal())),
                price.decimal(),
                taxes.base().decimal(),
                taxes.ppn().decimal(),
                total.decimal(),
                taxes.pph23().decimal(),
                content.cashback(),
                content.cashbackOwed(),
                content.purchases(),
                content.cashbackParts(),
                content.payoutParts());
        return new Invoice(
                november.id(),
                november.number(),
                november.partner(),
                november.period(),
                november.from(),
                november.until(),
                price,
                taxes.ppn(),
                total,
                taxes.pph23(),
                november.dueOn(),
                JsonMapper.shared().writeValueAsString(other),
                november.sha256(),
                november.issuedAt(),
                null,
                null,
                Invoice.Credited.NONE,
                Money.ZERO,
                Money.ZERO);
    }

    /** The invoice with these changes. */
    public static Invoice changed(
            Invoice invoice, Invoice.Credited credited, @Nullable String creditNote, Money withheld) {
        return new Invoice(
                invoice.id(),
                invoice.number(),
                invoice.partner(),
                invoice.period(),
                invoice.from(),
                invoice.until(),
                invoice.price(),
                invoice.ppn(),
                invoice.total(),
                invoice.pph23(),
                invoice.dueOn(),
                invoice.snapshot(),
                invoice.sha256(),
                invoice.issuedAt(),
                creditNote,
                invoice.taxNumber(),
                credited,
                withheld,
                invoice.paid());
    }

    private static BigDecimal amount(long rupiah) {
        return Money.rupiah(rupiah).decimal();
    }
}
