package id.kezbek.journey;

import static id.kezbek.journey.RefundingCustomer.assertAmount;
import static id.kezbek.journey.RefundingCustomer.refund;
import static id.kezbek.journey.RefundingCustomer.refunds;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.billables.Billables;
import id.kezbek.billing.billables.BillablesOfLines;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.console.ConsoleCalls;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A purchase that earns more than one order may carry, as a partner's developer and staff see it. */
@EngineTest
class SplitPayoutsOverHttpTest {

    private static final Money BALANCE = Money.rupiah(20_000_000);

    private final EngineUnderTest engine;
    private final RefundingCustomer customer;
    private PartnerSystem partner;

    SplitPayoutsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.customer = new RefundingCustomer(engine);
    }

    @BeforeEach
    void givePartnerRuleOfHalf() {
        partner = PartnerSystem.onboarded(engine, BALANCE);
        Rules rules = engine.get(Rules.class);
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> rules.add(new Rule(
                        rules.nextId(),
                        1,
                        partner.id(),
                        null,
                        1,
                        null,
                        Money.rupiah(0),
                        null,
                        BigDecimal.valueOf(50),
                        null,
                        Instant.EPOCH,
                        null,
                        RuleLimits.NONE)));
    }

    @Test
    void purchaseListsAllPartsAndTheyArePaid() {
        JsonNode purchase = bought();

        assertAmount(purchase.get("cashback"), "4500000.00");
        assertThat(purchase.at("/payout/state").asString()).isEqualTo("PAID");
        assertAmount(purchase.at("/payout/amount"), "1500000.00");
        List<JsonNode> parts = purchase.at("/payout/parts").valueStream().toList();
        assertThat(parts).hasSize(3).allSatisfy(part -> {
            assertThat(part.get("state").asString()).isEqualTo("PAID");
            assertAmount(part.get("amount"), "1500000.00");
        });
        assertThat(parts.getFirst().get("id")).isEqualTo(purchase.at("/payout/id"));
        JsonNode last = partner.get(
                        "/api/v2/payouts/" + parts.getLast().get("id").asString())
                .body();
        assertThat(last.at("/items/0/kind").asString()).isEqualTo("SPLIT");
        assertThat(last.at("/items/0/purchase")).isEqualTo(purchase.get("id"));
        assertThat(last.get("parts").valueStream().map(part -> part.get("id")))
                .containsExactly(parts.get(0).get("id"), parts.get(1).get("id"));
        assertThat(customer.sentToCustomer(partner)).isEqualTo(4_500_000);
        assertThat(customer.available(partner)).isEqualTo(BALANCE.minus(Money.rupiah(4_500_000)));
    }

    @Test
    void invoiceHasTheCashbackOnceAndTheFeeOfEachPart() {
        bought();
        Instant until = engine.clock().instant().plus(Duration.ofDays(1));
        Billables billables = engine.get(BillablesOfLines.class);

        Billables.Cashback cashback = billables.cashback(
                engine.get(PartnerDirectory.class)
                        .find(partner.id())
                        .orElseThrow()
                        .code(),
                Instant.EPOCH,
                until);

        assertThat(cashback.amount()).isEqualTo(Money.rupiah(4_500_000));
        assertThat(cashback.purchases()).isEqualTo(1);
        assertThat(billables.payouts(Instant.EPOCH, until).get(partner.id()))
                .extracting(InvoiceContent.PayoutPart::payouts)
                .containsExactly(3L);
    }

    @Test
    void refundTakesFromSeveralPartsAndIsOne() {
        String purchase = bought().get("id").asString();

        Answer refund = partner.post(refunds(purchase), refund("RET/1", "4000000.00"));

        assertThat(refund.status()).isEqualTo(201);
        assertAmount(refund.body().get("cashback"), "2000000.00");
        assertThat(refund.body().get("state").asString()).isEqualTo("OWED");
        assertAmount(refund.body().get("to_recover"), "2000000.00");
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(2_000_000);
        assertThat(partner.post(refunds(purchase), refund("RET/1", "4000000.00"))
                        .status())
                .isEqualTo(200);
        assertThat(partner.get(refunds(purchase)).body().get("items").size()).isEqualTo(1);
        assertThat(engine.database()
                        .sql("select amount::bigint from payouts.refund where partner = ? order by id")
                        .param(partner.id().value())
                        .query(Long.class)
                        .list())
                .as("one row for each payout")
                .containsExactly(1_500_000L, 500_000L);

        partner.post(refunds(purchase), "{\"reference\":\"RET/2\"}");

        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(4_500_000);
        assertThat(customer.available(partner)).isEqualTo(BALANCE);
    }

    @Test
    void consoleShowsTheParts() {
        JsonNode purchase = bought();
        String last = purchase.at("/payout/parts/2/id").asString();
        try (ConsoleCalls finance = ConsoleCalls.staff(engine, Role.FINANCE)) {
            finance.get("/console?lang=en");
            assertThat(finance.get("/console/transactions/" + purchase.get("id").asString())
                            .body())
                    .contains("The amount was too high for one order, so 3 payouts pay it.")
                    .contains("/console/payouts/" + last);
            assertThat(finance.get("/console/payouts/" + last).body())
                    .contains("Other parts", "Part of a high amount")
                    .contains("/console/payouts/" + purchase.at("/payout/id").asString());
            finance.get("/console?lang=id");
            assertThat(finance.get("/console/payouts/" + last).body()).contains("Bagian lainnya");
        }
    }

    private JsonNode bought() {
        String id =
                partner.transact(customer.purchase("9000000")).body().get("id").asString();
        engine.awaitPaid(partner.id());
        return partner.get(PartnerSystem.TRANSACTIONS + "/" + id).body();
    }
}
