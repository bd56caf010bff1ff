package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.retention.MergeCustomers;
import id.kezbek.privacy.requests.ForgetOldCustomers;
import id.kezbek.shared.Money;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The job that removes customers' numbers from books older than ten years. */
@EngineTest
class OldCustomersTest extends CustomerRequests {

    OldCustomersTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void removesNumbersAfterTenYears() {
        PartnerSystem partner = bought(3);
        String still = "62879" + msisdn.substring(5);
        assertThat(partner.transact(purchaseOf(still).json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        engine.clock().advance(Duration.ofMinutes(2));
        assertThat(partner.transact(purchaseOf(still).json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        startAtThe("cashback.customers_forgotten", "purchase", "cashback.purchase", partner);
        startAtThe("payouts.customers_forgotten", "payout", "payouts.payout", partner);
        Money paid = paid(partner);

        engine.clock().advance(Duration.ofDays(3653).minusMinutes(3));
        engine.get(ForgetOldCustomers.class).run();
        assertThat(standing("msisdn = '" + msisdn + "'", partner)).isEqualTo(List.of(3L, 3L, 1L));

        engine.clock().advance(Duration.ofMinutes(2));
        ForgetOldCustomers.Run run = engine.get(ForgetOldCustomers.class).run();

        assertThat(run.waitsFor()).isEmpty();
        assertThat(standing("msisdn = '" + msisdn + "'", partner)).isEqualTo(List.of(0L, 0L, 0L));
        assertThat(standing("msisdn = '" + still + "'", partner))
                .as("who still buys keeps the standing and the younger purchase")
                .isEqualTo(List.of(1L, 1L, 1L));
        assertThat(standing("msisdn like '000%'", partner)).isEqualTo(List.of(4L, 4L, 0L));
        assertThat(engine.database()
                        .sql(
                                "select count(distinct msisdn) from cashback.purchase where msisdn like '000%' and partner = ?")
                        .param(partner.id().value())
                        .query(Integer.class)
                        .single())
                .as("each customer has one pseudonym")
                .isEqualTo(2);
        assertThat(engine.count("cashback.purchase where email is not null and msisdn like '000%' and partner = "
                        + partner.id().value()))
                .isZero();
        assertThat(engine.count("payouts.item i join payouts.payout p on p.id = i.payout where p.partner = "
                        + partner.id().value() + " and i.reference like '%" + msisdn.substring(2) + "%'"))
                .isZero();
        assertThat(paid(partner)).isEqualTo(paid);
    }

    @Test
    void countsPurchasesByStoredNotation() {
        PartnerSystem partner = bought(2);
        String spelled = "0" + msisdn.substring(2);
        for (String change : List.of(
                "update cashback.purchase set msisdn = :spelled where id = (select min(id::text)::uuid from cashback.purchase"
                        + " where partner = :partner)",
                "insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on, version, purchases, amount,"
                        + " cashback, rewards) select partner, :spelled, tier, recurring, entry, expires_on, version, 2, amount,"
                        + " cashback, rewards from loyalty.member where partner = :partner")) {
            engine.administration()
                    .sql(change)
                    .param("spelled", spelled)
                    .param("partner", partner.id().value())
                    .update();
        }
        startAtThe("cashback.customers_forgotten", "purchase", "cashback.purchase", partner);
        engine.clock().advance(Duration.ofDays(3654));

        engine.get(ForgetOldCustomers.class).run();

        assertThat(engine.database()
                        .sql("select msisdn || ' ' || forgotten from loyalty.member where partner = ? order by msisdn")
                        .param(partner.id().value())
                        .query(String.class)
                        .list())
                .as("one purchase each, which is not all that either has")
                .containsExactly(spelled + " 1", msisdn + " 1");
        engine.get(MergeCustomers.class).run();
        assertThat(engine.database()
                        .sql(
                                "select msisdn || ' ' || forgotten || ' of ' || purchases from loyalty.member where partner = ?")
                        .param(partner.id().value())
                        .query(String.class)
                        .list())
                .containsExactly(msisdn + " 2 of 4");
    }

    @Test
    void waitsForOpenPayout() {
        PartnerSystem partner = bought(1);
        startAtThe("payouts.customers_forgotten", "payout", "payouts.payout", partner);
        engine.database()
                .sql("update payouts.payout set state = 'ATTENTION', ended_at = null where partner = ?")
                .param(partner.id().value())
                .update();
        engine.clock().advance(Duration.ofDays(3700));

        ForgetOldCustomers.Run run = engine.get(ForgetOldCustomers.class).run();

        assertThat(run.waitsFor())
                .singleElement()
                .satisfies(one -> assertThat(one).startsWith("payout "));
        assertThat(engine.count("payouts.payout where msisdn = '" + msisdn + "' and partner = "
                        + partner.id().value()))
                .isEqualTo(1);
        engine.database()
                .sql("update payouts.payout set state = 'PAID', ended_at = now() where partner = ?")
                .param(partner.id().value())
                .update();
    }

    /** Rows of other tests on later days come after these; the walk would stop at them. */
    private void startAtThe(String places, String place, String table, PartnerSystem partner) {
        assertThat(engine.database()
                        .sql("update " + places + " set " + place + " = coalesce((select o.id from " + table
                                + " o where o.id < (select min(id::text)::uuid from " + table
                                + " where partner = :partner) order by o.id desc limit 1),"
                                + " '00000000-0000-0000-0000-000000000000')")
                        .param("partner", partner.id().value())
                        .update())
                .isEqualTo(1);
    }

    @Test
    void removesFingerprintsOfOldPurchases() {
        PartnerSystem partner = boughtWithAReferenceInTwoForms();
        startAtThe("cashback.customers_forgotten", "purchase", "cashback.purchase", partner);
        engine.clock().advance(Duration.ofDays(3654));

        engine.get(ForgetOldCustomers.class).run();

        assertThat(fingerprints(partner)).containsExactly("00", "00");
    }
}
