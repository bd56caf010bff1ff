package id.kezbek.journey;

import static id.kezbek.journey.RefundingCustomer.refunds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.SandboxFaults;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.refund.SettleRefunds;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A refund of a purchase whose payout has no known result. */
@EngineTest
class RefundInFlightTest {

    private static final Money BALANCE = Money.rupiah(1_000_000);

    private final EngineUnderTest engine;
    private final RefundingCustomer customer;

    RefundInFlightTest(EngineUnderTest engine) {
        this.engine = engine;
        this.customer = new RefundingCustomer(engine);
    }

    /** The provider has paid and lost its answer: only the result shows who has the money. */
    @Test
    void refundWaitsForPayoutInFlight() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = inFlight(partner);
        Money before = customer.available(partner);

        Answer refund = partner.post(refunds(purchase), "{\"reference\":\"RET/1\"}");
        Answer again = partner.post(refunds(purchase), "{\"reference\":\"RET/1\"}");

        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.body().get("state").asString()).isEqualTo("WAITING");
        assertThat(again.status()).isEqualTo(200);
        assertThat(customer.available(partner)).as("no money moves").isEqualTo(before);
        assertThat(customer.balance(partner, "CLAWBACK")).isZero();
        assertThat(partner.get("/api/v2/transactions/" + purchase)
                        .body()
                        .at("/payout/state")
                        .asString())
                .isEqualTo("IN_FLIGHT");

        engine.get(ResolveAttempt.class)
                .resolve(attemptOf(partner), ResolveAttempt.Resolution.PAID, null, "two people");
        assertThat(engine.get(SettleRefunds.class).run()).isPositive();

        JsonNode settled = partner.get(refunds(purchase)).body().at("/items/0");
        assertThat(settled.get("state").asString()).isEqualTo("OWED");
        assertThat(customer.balance(partner, "CLAWBACK")).isEqualTo(11_250);
        assertThat(customer.available(partner)).isEqualTo(BALANCE);
    }

    @Test
    void failureForOneRefundDelaysNoOther() {
        PartnerSystem broken = withSettleableRefund();
        PartnerSystem other = withSettleableRefund();
        changePartnerOfRefunds(broken, 0);
        try {
            assertThatThrownBy(() -> engine.get(SettleRefunds.class).run()).isInstanceOf(RuntimeException.class);
            assertThat(engine.count("payouts.refund where state = 'WAITING' and partner = "
                            + other.id().value()))
                    .isZero();
            assertThat(engine.count("payouts.refund where state = 'WAITING' and partner = 0"))
                    .isEqualTo(1);
        } finally {
            changePartnerOfRefunds(broken, broken.id().value());
        }
        assertThat(engine.get(SettleRefunds.class).run()).isPositive();
    }

    private PartnerSystem withSettleableRefund() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        String purchase = inFlight(partner);
        assertThat(partner.post(refunds(purchase), "{\"reference\":\"RET/1\"}").status())
                .isEqualTo(201);
        engine.get(ResolveAttempt.class)
                .resolve(attemptOf(partner), ResolveAttempt.Resolution.PAID, null, "two people");
        return partner;
    }

    /** No partner has the id 0. */
    private void changePartnerOfRefunds(PartnerSystem partner, long id) {
        engine.database()
                .sql(
                        "update payouts.refund set partner = :id where payout in (select payout from payouts.attempt where partner = :partner)")
                .param("id", id)
                .param("partner", partner.id().value())
                .update();
    }

    private String inFlight(PartnerSystem partner) {
        String provider = "GOPAIDH2H";
        SandboxFaults.set(engine.world().providers().url(), provider, "{\"error_after\": 1.0}");
        try {
            Answer bought = partner.transact(PurchaseBody.goodV2()
                    .with("msisdn", "\"" + customer.msisdn() + "\"")
                    .with("wallet", "\"GPAID\"")
                    .worth("750000")
                    .json());
            Eventually.holds(
                    "the result is unknown",
                    () -> engine.count("payouts.attempt where state = 'UNKNOWN' and partner = "
                                    + partner.id().value())
                            == 1);
            return bought.body().get("id").asString();
        } finally {
            SandboxFaults.set(engine.world().providers().url(), provider, "{}");
        }
    }

    private UUID attemptOf(PartnerSystem partner) {
        return engine.database()
                .sql("select id from payouts.attempt where partner = ?")
                .param(partner.id().value())
                .query(UUID.class)
                .single();
    }
}
