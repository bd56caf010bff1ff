package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.documents.RemindOverdue;
import id.kezbek.ledger.AccountKind;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Payments and credit notes of invoices. */
@EngineTest
class PaidInvoicesTest extends InvoicedPartners {

    PaidInvoicesTest(EngineUnderTest engine, TestPartners partners) {
        super(engine, partners);
    }

    @Test
    void paymentPaysOldestFirstAndWithheldTaxStaysOpenUntilItsCertificate() {
        Partner partner = world.partner(partners.prepaid(Money.rupiah(1_000)));
        TestInvoices.terms(engine, partner, last.minusMonths(1));
        Answer one = issue(partner, last.minusMonths(1), null);
        Answer two = issue(partner, last, null);
        // Each invoice: 1,000,000 + 110,000 PPN, of which 20,000 may be withheld.
        assertThat(amount(one.body().get("invoice"), "total")).isEqualTo(Money.rupiah(1_110_000));
        pay(partner, 1_590_000, "");
        assertThat(open(partner, one)).isEqualTo(Money.rupiah(20_000));
        assertThat(open(partner, two)).isEqualTo(Money.rupiah(610_000));
        assertThat(amount(invoice(partner, one), "awaiting_certificate")).isEqualTo(Money.rupiah(20_000));

        String withholding = "{\"certificate\":\"BP-" + partner.code()
                + "\",\"dated\":\"2026-12-15\",\"amount\":%s,\"reason\":\"received\"}";
        String path = path(partner, "/" + id(one) + "/withholding");
        assertThat(staff.post(path, Role.FINANCE, withholding.formatted(money(20_001)))
                        .fields())
                .containsExactly("amount");
        assertThat(staff.twoPeople(path, withholding.formatted(money(20_000))).status())
                .isEqualTo(200);
        assertThat(invoice(partner, one).get("state").asString()).isEqualTo("PAID");
        assertThat(staff.post(path, Role.FINANCE, withholding.formatted(money(1)))
                        .v2())
                .isEqualTo("409 state-conflict");

        // The payment is too high; the rest waits for the next invoice.
        pay(partner, 700_000, "");
        assertThat(open(partner, two)).isEqualTo(Money.ZERO);
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.rupiah(-90_000));
        JsonNode statement =
                staff.getAsPartner(path(partner, "/statement"), partner).body();
        assertThat(amount(statement, "closing")).isEqualTo(Money.rupiah(90_000));
        assertThat(statement.get("items")).hasSize(7);
    }

    @Test
    void certificateTakesThePlaceOfAPaymentThatWasTooHigh() {
        Partner partner = world.partner(partners.prepaid(Money.rupiah(1_000)));
        TestInvoices.terms(engine, partner, last.minusMonths(1));
        Answer one = issue(partner, last.minusMonths(1), null);
        pay(partner, 1_110_000, "");
        assertThat(open(partner, one)).isEqualTo(Money.ZERO);

        String withholding = "{\"certificate\":\"BP-" + partner.code() + "\",\"dated\":\"2026-12-15\",\"amount\":"
                + money(20_000) + ",\"reason\":\"received\"}";
        assertThat(staff.twoPeople(path(partner, "/" + id(one) + "/withholding"), withholding)
                        .status())
                .isEqualTo(200);

        assertThat(open(partner, one)).isEqualTo(Money.ZERO);
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.rupiah(-20_000));
        Answer two = issue(partner, last, null);
        assertThat(open(partner, two)).as("the rest pays the next invoice").isEqualTo(Money.rupiah(1_090_000));
    }

    @Test
    void paymentPaysNamedInvoicesUpToOpenAmount() {
        Partner partner = world.partner(partners.postpaid());
        TestInvoices.terms(engine, partner, last.minusMonths(1));
        Answer one = issue(partner, last.minusMonths(1), null);
        Answer two = issue(partner, last, null);
        String told = ",\"allocations\":[{\"invoice\":\"" + number(two) + "\",\"amount\":" + money(500_000) + "}]";
        pay(partner, 500_000, told);
        assertThat(open(partner, one)).isEqualTo(Money.rupiah(1_110_000));
        assertThat(open(partner, two)).isEqualTo(Money.rupiah(610_000));
        assertThat(staff.post(
                                path(partner, "/payments"),
                                Role.FINANCE,
                                payment(700_000, told.replace("500000", "700000")))
                        .v2())
                .isEqualTo("409 state-conflict");
        assertThat(staff.post(path(partner, "/payments"), Role.FINANCE, payment(400_000, told))
                        .fields())
                .containsExactly("allocations");

        JsonNode row = staff.get("/api/v2/receivables", Role.AUDITOR)
                .body()
                .get("items")
                .valueStream()
                .filter(item -> item.get("partner").asString().equals(partner.code()))
                .findFirst()
                .orElseThrow();
        assertThat(amount(row, "open")).isEqualTo(Money.rupiah(1_720_000));
        assertThat(amount(row.get("overdue"), "not_due")).isEqualTo(Money.rupiah(1_720_000));
        engine.clock().advance(Duration.ofDays(30 + 45));
        assertThat(engine.get(RemindOverdue.class).run()).isNotNegative();
        JsonNode later = staff.get("/api/v2/receivables", Role.AUDITOR)
                .body()
                .get("items")
                .valueStream()
                .filter(item -> item.get("partner").asString().equals(partner.code()))
                .findFirst()
                .orElseThrow();
        assertThat(amount(later.get("overdue"), "days_31_to_60")).isEqualTo(Money.rupiah(1_720_000));
    }

    @Test
    void creditNoteReversesAndFreesPeriodAndPayment() {
        Partner partner = world.partner(partners.postpaid());
        TestInvoices.terms(engine, partner, last);
        Answer wrong = issue(partner, last, null);
        pay(partner, 1_110_000, "");
        String path = path(partner, "/" + id(wrong) + "/credit-note");
        assertThat(staff.twoPeople(path, "{\"reason\":\"wrong terms\"}").status())
                .isEqualTo(200);
        assertThat(staff.post(path, Role.FINANCE, "{\"reason\":\"again\"}").v2())
                .isEqualTo("409 state-conflict");
        JsonNode credited = invoice(partner, wrong);
        assertThat(credited.get("state").asString()).isEqualTo("CREDITED");
        assertThat(credited.get("credit_note").asString()).startsWith("CN/");
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.rupiah(-1_110_000));

        Answer right = issue(partner, last, null);
        assertThat(right.status()).isEqualTo(201);
        assertThat(invoice(partner, right).get("state").asString()).isEqualTo("PAID");
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.ZERO);
    }

    @Test
    void reversedPaymentPaysNothing() {
        Partner partner = world.partner(partners.prepaid(Money.rupiah(1_000)));
        TestInvoices.terms(engine, partner, last);
        Answer one = issue(partner, last, null);
        Answer proposed = staff.post(path(partner, "/payments"), Role.FINANCE, payment(1_110_000, ""));
        assertThat(staff.approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        assertThat(open(partner, one)).isEqualTo(Money.ZERO);
        String reversal =
                "{\"transfer\":\"" + proposed.body().at("/arguments/id").asString()
                        + "\",\"frees_reference\":true,\"reason\":\"wrong partner\"}";
        assertThat(staff.twoPeople("/api/v2/partners/" + partner.code() + "/funding/reversals", reversal)
                        .status())
                .isEqualTo(200);
        assertThat(open(partner, one)).isEqualTo(Money.rupiah(1_110_000));
        assertThat(world.booked(partner.id(), AccountKind.INVOICED)).isEqualTo(Money.rupiah(1_110_000));
        assertThat(world.available(partner.id())).isEqualTo(Money.rupiah(1_000));
        // The partner's money does not pay other invoices either.
        pay(partner, 10_000, "");
        assertThat(open(partner, one)).isEqualTo(Money.rupiah(1_100_000));
    }

    private void pay(Partner partner, long rupiah, String told) {
        Answer paid = staff.twoPeople(path(partner, "/payments"), payment(rupiah, told));
        assertThat(paid.status()).as(paid.http().body()).isEqualTo(200);
    }

    private static String payment(long rupiah, String told) {
        return "{\"amount\":" + money(rupiah) + ",\"bank_reference\":\"INVOICES-" + REFERENCE.incrementAndGet() + "\""
                + told + "}";
    }

    private static String money(long rupiah) {
        return "{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"}";
    }
}
