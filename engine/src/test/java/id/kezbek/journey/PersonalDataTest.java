package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.facts.ForgetPeople;
import id.kezbek.privacy.ForgetOldCustomers;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a customer may ask: to see what is kept, to have the number corrected, to be erased. */
@EngineTest
class PersonalDataTest {

    private static int customers;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final String msisdn = "62877" + (30_000_000 + ++customers);
    private final String email = "data.subject." + msisdn.substring(5) + "@example.com";

    PersonalDataTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void settle() {
        engine.settle();
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        staff.close();
    }

    @Test
    void showsAllThatIsKeptAndAuditsIt() {
        PartnerSystem partner = bought(3);

        Answer shown = staff.get(path(partner, "personal-data"), Role.OPERATIONS);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().at("/records/transactions").size()).isEqualTo(3);
        assertThat(shown.body().at("/records/transactions/0/email").asString()).isEqualTo(email);
        assertThat(shown.body().at("/records/payouts").size()).isEqualTo(3);
        assertThat(shown.body().at("/records/addresses/0/email").asString()).isEqualTo(email);
        assertThat(shown.body().at("/records/emails").size()).isGreaterThanOrEqualTo(3);
        assertThat(shown.body().at("/records/standing/0/purchases").asInt()).isEqualTo(3);
        assertThat(engine.count("approvals.audit where act = 'PERSONAL_DATA_SHOWN'"))
                .isPositive();
        assertThat(staff.get(path(PartnerSystem.onboarded(engine, Money.ZERO), "personal-data"), Role.OPERATIONS)
                        .status())
                .as("another partner's customer")
                .isEqualTo(404);
        assertThat(staff.get(path(partner, "personal-data"), Role.FINANCE).status())
                .isEqualTo(403);
    }

    @Test
    void erasesWhoTheCustomerIsAndLeavesTheBooks() {
        PartnerSystem partner = bought(5);
        Map<String, Long> before = partner.recordedOfPurchases();
        Money paid = paid(partner);

        Answer proposed = staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked by " + email));
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(approve(proposed).status()).isEqualTo(200);
        assertThat(engine.database().sql("""
                        update facts.forgotten set (xid, id) = (select f.xid, f.id - 1 from facts.fact f
                          where f.body ->> 'msisdn' = ? order by f.xid, f.id limit 1)""").param(msisdn).update())
                .as("other tests leave facts of days to come behind, at which the job would wait")
                .isEqualTo(1);
        engine.clock().advance(Duration.ofDays(4));
        engine.get(ForgetPeople.class).run();

        assertThat(whereverStands(msisdn.substring(2))).isEmpty();
        assertThat(whereverStands(email)).isEmpty();
        assertThat(engine.count("cashback.purchase where msisdn like '00%' and partner = "
                        + partner.id().value()))
                .isEqualTo(5);
        assertThat(paid(partner)).isEqualTo(paid);
        assertThat(partner.recordedOfPurchases()
                        .get("ledger.line l join ledger.account a on a.id = l.account where a.owner = :code"))
                .isEqualTo(before.get("ledger.line l join ledger.account a on a.id = l.account where a.owner = :code"));
        assertThat(staff.get(path(partner, "personal-data"), Role.OPERATIONS).status())
                .isEqualTo(404);
    }

    @Test
    void forgetsCustomersOfBooksThatAreTenYearsOld() {
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
    void waitsForAnOldPayoutThatHasNotEnded() {
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

    /** Other tests' rows of days to come lie behind, at which the walk would end. */
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

    /** Purchases, payouts and standings under a number. */
    private List<Long> standing(String number, PartnerSystem partner) {
        String where = " where " + number + " and partner = " + partner.id().value();
        return List.of(
                engine.count("cashback.purchase" + where),
                engine.count("payouts.payout" + where),
                engine.count("loyalty.member" + where));
    }

    @Test
    void oneWhoBuysAgainIsANewCustomerAndARepeatIsNotPaidTwice() {
        PartnerSystem partner = bought(0);
        PurchaseBody purchase = purchase();
        assertThat(partner.transact(purchase.json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        assertThat(approve(staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for")))
                        .status())
                .isEqualTo(200);

        assertThat(partner.transact(purchase.json()).status())
                .as("the erased purchase's reference")
                .isEqualTo(409);
        assertThat(partner.transact(purchase().json()).status()).isEqualTo(201);

        assertThat(partner.get("/api/v2/customers/" + msisdn)
                        .body()
                        .at("/totals/transactions")
                        .asInt())
                .isEqualTo(1);
        engine.awaitPaid(partner.id());
        assertThat(approve(staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for again")))
                        .status())
                .isEqualTo(200);
        assertThat(engine.database()
                        .sql("select count(distinct msisdn) from cashback.purchase where partner = ?")
                        .param(partner.id().value())
                        .query(Integer.class)
                        .single())
                .as("each erasure has a pseudonym of its own")
                .isEqualTo(2);
    }

    @Test
    void findsACustomerWhomAnOlderEngineKeptUnderAnotherSpelling() {
        PartnerSystem partner = bought(2);
        String local = "0" + msisdn.substring(2);
        for (String table : List.of(
                "cashback.purchase", "loyalty.member", "loyalty.journey", "payouts.payout", "payouts.attempt")) {
            engine.database()
                    .sql("update " + table + " set msisdn = ? where partner = ?")
                    .params(local, partner.id().value())
                    .update();
        }
        assertThat(partner.transact(purchase().json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        assertThat(staff.get(path(partner, "personal-data"), Role.OPERATIONS)
                        .body()
                        .at("/records/transactions")
                        .size())
                .isEqualTo(3);

        assertThat(approve(staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for")))
                        .status())
                .isEqualTo(200);

        assertThat(engine.count("cashback.purchase where msisdn like '00%' and partner = "
                        + partner.id().value()))
                .isEqualTo(3);
        assertThat(engine.count("loyalty.member where partner = " + partner.id().value()))
                .isZero();
    }

    @Test
    void refusesWhileMoneyIsOnItsWay() {
        PartnerSystem partner = bought(1);
        engine.database()
                .sql("update payouts.payout set state = 'ATTENTION', ended_at = null where partner = ?")
                .param(partner.id().value())
                .update();

        Answer refused = staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().toString()).contains("money of this customer is on its way");
        engine.database()
                .sql("update payouts.payout set state = 'PAID', ended_at = now() where partner = ?")
                .param(partner.id().value())
                .update();
    }

    @Test
    void refusesTheProposersOwnApprovalAndUnknownCustomers() {
        PartnerSystem partner = bought(1);
        Answer proposed = staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for"));

        assertThat(staff.approve(proposed, Role.OPERATIONS).status()).isEqualTo(403);
        assertThat(staff.post(
                                "/api/v2/customers/628999999999/erasure?partner=" + partner.code(),
                                Role.OPERATIONS,
                                reason("asked for"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void givesACustomerAnotherNumber() {
        PartnerSystem partner = bought(2);
        String other = "62878" + msisdn.substring(5);
        String body = "{\"msisdn\":\"" + other + "\",\"reason\":\"the number was mistyped\"}";

        assertThat(approve(staff.post(path(partner, "corrections"), Role.OPERATIONS, body))
                        .status())
                .isEqualTo(200);

        assertThat(partner.get("/api/v2/customers/" + msisdn).status()).isEqualTo(404);
        assertThat(partner.get("/api/v2/customers/" + other)
                        .body()
                        .at("/totals/transactions")
                        .asInt())
                .isEqualTo(2);
        assertThat(staff.get("/api/v2/customers/" + other + "/personal-data?partner=" + partner.code(), Role.ADMIN)
                        .body()
                        .at("/records/emails")
                        .size())
                .isPositive();
        assertThat(partner.transact(purchase().json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        Answer proposed = staff.post(path(partner, "corrections"), Role.OPERATIONS, body);
        assertThat(approve(proposed).status())
                .as("the new number is a customer")
                .isEqualTo(409);
    }

    private Answer approve(Answer proposed) {
        assertThat(proposed.status()).as(proposed.body().toString()).isEqualTo(202);
        return staff.approve(proposed, Role.ADMIN);
    }

    private PartnerSystem bought(int purchases) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        for (int i = 0; i < purchases; i++) {
            assertThat(partner.transact(purchase().json()).status()).isEqualTo(201);
        }
        engine.awaitPaid(partner.id());
        Eventually.holds("its e-mails are written", () -> partner.emails() >= purchases);
        return partner;
    }

    private PurchaseBody purchase() {
        return purchaseOf(msisdn);
    }

    private PurchaseBody purchaseOf(String msisdn) {
        PurchaseBody body = PurchaseBody.goodV2();
        return body.with("msisdn", "\"" + msisdn + "\"")
                .with("email", "\"" + email + "\"")
                .with("reference", "\"" + body.text("reference") + "-" + msisdn + "\"");
    }

    private Money paid(PartnerSystem partner) {
        return Money.rupiah(engine.database()
                .sql("select coalesce(sum(amount), 0) from payouts.payout where partner = ? and state = 'PAID'")
                .param(partner.id().value())
                .query(BigDecimal.class)
                .single());
    }

    private String path(PartnerSystem partner, String what) {
        return "/api/v2/customers/" + msisdn + "/" + what + "?partner=" + partner.code();
    }

    private static String reason(String text) {
        return "{\"reason\":\"" + text + "\"}";
    }

    /** Every column of every table that holds the text, with how many rows; but the references that partners took. */
    private Map<String, Long> whereverStands(String text) {
        Map<String, Long> found = new TreeMap<>();
        List<String[]> columns = engine.database()
                .sql("""
                        select c.table_schema || '.' || c.table_name, c.column_name from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'public')
                          and (c.table_schema, c.table_name, c.column_name) <> ('cashback', 'reference', 'reference')
                          and c.data_type in ('text', 'jsonb', 'uuid', 'ARRAY', 'character varying')""")
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .list();
        for (String[] column : columns) {
            long rows = engine.count(column[0] + " where position('" + text + "' in " + column[1] + "::text) > 0");
            if (rows > 0) {
                found.put(column[0] + "." + column[1], rows);
            }
        }
        return found;
    }
}
