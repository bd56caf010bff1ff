package id.kezbek.reporting.reports;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The age of postpaid partners' debts. */
@EngineTest
class AgeOfDebtsTest {

    private static final AtomicLong CUSTOMER = new AtomicLong(6_281_965_000_000L);

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final Partner partner;

    AgeOfDebtsTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
        this.partner =
                engine.get(PartnerDirectory.class).find(partners.postpaid()).orElseThrow();
    }

    @BeforeEach
    void awayFromMidnight() {
        engine.clock().awayFromMidnight();
    }

    @AfterEach
    void close() {
        staff.close();
        engine.clock().reset();
    }

    @Test
    void agesDebtAndPaysOldestFirst() {
        purchase();
        engine.awaitPaid(partner.id());
        Money first = booked();
        engine.clock().advance(Duration.ofDays(45));
        purchase();
        engine.awaitPaid(partner.id());
        Money total = booked();
        rolledUp();

        JsonNode debt = debt();
        assertThat(amount(debt, "total")).isEqualByComparingTo(total.decimal());
        assertThat(amount(debt, "up_to_60_days")).isEqualByComparingTo(first.decimal());
        assertThat(amount(debt, "up_to_30_days"))
                .isEqualByComparingTo(total.minus(first).decimal());

        assertThat(staff.twoPeople(
                                "/api/v2/partners/" + partner.code() + "/funding/payments",
                                "{\"amount\":{\"value\":\"" + first.decimal().toPlainString()
                                        + "\",\"currency\":\"IDR\"},\"bank_reference\":\"AGE " + partner.code() + "\"}")
                        .status())
                .isEqualTo(200);
        rolledUp();
        assertThat(amount(debt(), "up_to_60_days")).isZero();
        assertThat(amount(debt(), "total"))
                .isEqualByComparingTo(total.minus(first).decimal());

        String reversed = "{\"transfer\":\"" + Ids.text(payment())
                + "\",\"frees_reference\":false,\"reason\":\"of another partner\"}";
        assertThat(staff.twoPeople("/api/v2/partners/" + partner.code() + "/funding/reversals", reversed)
                        .status())
                .isEqualTo(200);
        rolledUp();
        assertThat(debt()).as("as before the payment").isEqualTo(debt);
    }

    private JsonNode debt() {
        return staff.get("/api/v2/reports/receivables-ageing", Role.FINANCE)
                .body()
                .get("items")
                .valueStream()
                .filter(line -> line.get("partner").asString().equals(partner.code()))
                .findFirst()
                .orElseThrow();
    }

    private UUID payment() {
        return engine.database()
                .sql("select id from billing.payment where partner = ?")
                .param(partner.id().value())
                .query(UUID.class)
                .single();
    }

    private void rolledUp() {
        engine.awaitPaid(partner.id());
        engine.awaitFactsRead();
    }

    private Money booked() {
        return engine.get(Balances.class).now(new Account(AccountKind.RECEIVABLE, partner.code()));
    }

    private static BigDecimal amount(JsonNode line, String field) {
        return new BigDecimal(line.at("/" + field + "/value").asString());
    }

    private void purchase() {
        long customer = CUSTOMER.incrementAndGet();
        Acceptance accepted = engine.get(AcceptPurchase.class)
                .accept(new Purchase(
                        partner.id(),
                        "REF-" + customer,
                        new Msisdn(Long.toString(customer)),
                        null,
                        "LSAJA",
                        1,
                        Money.rupiah(500_000)));
        assertThat(accepted).isInstanceOf(Acceptance.Accepted.class);
    }
}
