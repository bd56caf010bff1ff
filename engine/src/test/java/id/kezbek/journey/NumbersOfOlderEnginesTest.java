package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.retention.MergeCustomers;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.sql.Timestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invalid numbers that older engines stored: they are listed and corrected. */
@EngineTest
class NumbersOfOlderEnginesTest extends CustomerRequests {

    NumbersOfOlderEnginesTest(EngineUnderTest engine) {
        super(engine);
    }

    /**
     * An invalid number that an older engine accepted: two people correct it, two people resend the payout, and it is
     * paid to the right number.
     */
    @Test
    void correctionPaysWaitingPayouts() {
        PartnerSystem partner = bought(1);
        String none = "0000" + msisdn.substring(5);
        keptUnder(partner, none, "PENDING");
        Eventually.holds(
                "people are needed", () -> engine.count("""
                payouts.payout where state = 'ATTENTION' and reason = 'NO_MOBILE_NUMBER' and partner =\s""" + partner.id().value()) == 1);
        String body = "{\"msisdn\":\"" + msisdn + "\",\"reason\":\"the number was mistyped\"}";
        String payout = "/api/v2/payouts/"
                + staff.get("/api/v2/payouts?partner=" + partner.code(), Role.OPERATIONS)
                        .body()
                        .at("/items/0/id")
                        .asString();
        Answer erasure = staff.post(path(partner, none, "erasure"), Role.OPERATIONS, reason("asked for"));
        assertThat(erasure.status()).as("the money is owed: " + erasure.body()).isEqualTo(409);
        Answer shown = staff.get(path(partner, none, "personal-data"), Role.OPERATIONS);
        assertThat(shown.body().at("/records/payouts/0/state").asString()).isEqualTo("ATTENTION");

        Answer proposed = staff.post(path(partner, none, "corrections"), Role.OPERATIONS, body);
        assertThat(proposed.body().at("/summary").asString())
                .contains("unpaid payouts that move to this number: 1, IDR " + owed(partner))
                .doesNotContain(msisdn);
        String numbers = "/api/v2/approvals/" + proposed.body().at("/id").asString() + "/correction";
        assertThat(staff.get(numbers, Role.FINANCE).status()).isEqualTo(403);
        assertThat(staff.get(numbers, Role.ADMIN).body().at("/becomes").asString())
                .isEqualTo(msisdn);
        assertThat(engine.count("approvals.audit where act = 'CORRECTION_SHOWN' and detail like '%"
                        + proposed.body().at("/id").asString() + "%'"))
                .isEqualTo(1);
        assertThat(staff.approve(proposed, Role.OPERATIONS).status())
                .as("the proposer's own approval")
                .isEqualTo(403);
        assertThat(approve(proposed).status()).isEqualTo(200);
        assertThat(staff.get(numbers, Role.ADMIN).status()).isEqualTo(409);
        assertThat(engine.count("approvals.audit where act = 'CUSTOMER_CORRECTED' and detail like '%"
                        + Ids.text(engine.get(CustomerIds.class).of(new CustomerOf(partner.id(), new Msisdn(msisdn))))
                        + "%'"))
                .as("proves whose number it became, for who knows the number and has the key")
                .isEqualTo(1);
        assertThat(paid(partner)).isEqualTo(Money.ZERO);
        assertThat(approve(staff.post(payout + "/retry", Role.OPERATIONS, reason("the number is right now")))
                        .status())
                .isEqualTo(200);
        engine.awaitPaid(partner.id());

        assertThat(staff.get(payout, Role.OPERATIONS).body().at("/state").asString())
                .isEqualTo("PAID");
        assertThat(engine.database()
                        .sql("select msisdn from payouts.attempt where partner = ? order by number desc limit 1")
                        .param(partner.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo(msisdn);
        assertThat(partner.get("/api/v2/customers/" + msisdn)
                        .body()
                        .at("/totals/transactions")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void refusesCorrectionWhileResultIsUnknown() {
        PartnerSystem partner = bought(1);
        String none = "0000" + msisdn.substring(5);
        keptUnder(partner, none, "IN_FLIGHT");

        Answer refused = staff.post(
                path(partner, none, "corrections"),
                Role.OPERATIONS,
                "{\"msisdn\":\"" + msisdn + "\",\"reason\":\"the number was mistyped\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().toString()).contains("payouts of this customer are in progress");
        keptUnder(partner, none, "PAID");
    }

    @Test
    void listsInvalidNumbers() {
        PartnerSystem partner = bought(1);
        String none = "0000" + msisdn.substring(5);
        keptUnder(partner, none, "PAID");
        engine.get(MergeCustomers.class).run();

        Answer listed = staff.get("/api/v2/renumbered-customers?outcome=IMPOSSIBLE&limit=100", Role.AUDITOR);

        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.body().at("/items").values().stream()
                        .filter(item -> item.at("/msisdn").asString().equals(none)))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.at("/partner").asString()).isEqualTo(partner.code());
                    assertThat(item.has("canonical")).isFalse();
                    assertThat(item.at("/transactions").asInt()).isEqualTo(1);
                });
        assertThat(staff.get("/api/v2/renumbered-customers", Role.FINANCE).status())
                .isEqualTo(403);
        assertThat(staff.get("/api/v2/renumbered-customers?outcome=GONE", Role.ADMIN)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void listsCorrectedNumber() {
        PartnerSystem partner = bought(1);
        String none = "0000" + msisdn.substring(5);
        keptUnder(partner, none, "PAID");
        engine.get(MergeCustomers.class).run();

        assertThat(approve(staff.post(
                                path(partner, none, "corrections"),
                                Role.OPERATIONS,
                                "{\"msisdn\":\"" + msisdn + "\",\"reason\":\"the number was mistyped\"}"))
                        .status())
                .isEqualTo(200);

        assertThat(
                        staff
                                .get("/api/v2/renumbered-customers?limit=100", Role.AUDITOR)
                                .body()
                                .at("/items")
                                .values()
                                .stream()
                                .filter(item -> item.at("/msisdn").asString().equals(none)))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.at("/outcome").asString()).isEqualTo("RENAMED");
                    assertThat(item.at("/canonical").asString()).isEqualTo(msisdn);
                });
    }

    /** Stores all data of the customer under other digits. Its payouts were not sent, except those in PAID. */
    private void keptUnder(PartnerSystem partner, String digits, String state) {
        for (String table : List.of(
                "cashback.purchase", "loyalty.member", "loyalty.journey", "payouts.payout", "payouts.attempt")) {
            engine.database()
                    .sql("update " + table + " set msisdn = ? where partner = ?")
                    .params(digits, partner.id().value())
                    .update();
        }
        if (state.equals("PENDING")) {
            engine.database()
                    .sql("delete from payouts.attempt where partner = ?")
                    .param(partner.id().value())
                    .update();
        }
        engine.database()
                .sql("""
                        update payouts.payout set state = :state, ended_at = case when :state = 'PAID' then now() end,
                          due_at = :now, attempts = case when :state = 'PENDING' then 0 else attempts end where partner = :partner""")
                .param("state", state)
                .param("now", Timestamp.from(engine.clock().instant()))
                .param("partner", partner.id().value())
                .update();
    }

    private String owed(PartnerSystem partner) {
        return engine.database()
                .sql(
                        "select sum(amount)::numeric(19, 2)::text from payouts.payout where partner = ? and state <> 'PAID'")
                .param(partner.id().value())
                .query(String.class)
                .single();
    }
}
