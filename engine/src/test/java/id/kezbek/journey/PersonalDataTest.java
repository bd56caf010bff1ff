package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.retention.MergeCustomers;
import id.kezbek.facts.retention.ForgetPeople;
import id.kezbek.notifications.news.QueueEmails;
import id.kezbek.privacy.requests.ForgetOldCustomers;
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
import id.kezbek.testing.StaffCalls;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A customer's requests: to see the stored data, to correct the number, to be erased. */
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
        engine.awaitFactsRead();
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
    void countsOldPurchasesAtTheRowOfTheirSpelling() {
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

    /** The numbers of purchases, payouts and customers with a phone number. */
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
        assertThat(refused.body().toString()).contains("payouts of this customer are in progress");
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

        String attempts = "payouts.attempt where partner = " + partner.id().value() + " and msisdn = ";
        assertThat(engine.count(attempts + "'" + msisdn + "'"))
                .as("money was sent to this number, whosever the payouts are now")
                .isEqualTo(2);
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
        Answer refused = staff.post(path(partner, "corrections"), Role.OPERATIONS, body);
        assertThat(refused.status()).as("the new number is a customer").isEqualTo(409);
        assertThat(refused.body().toString())
                .contains("have the partner report purchases under the new number from now on")
                .contains("erase the old one");
    }

    @Test
    void aNumberThatBecameACustomerMeanwhileIsRefusedAtTheApprovalToo() {
        PartnerSystem partner = bought(1);
        String other = "62878" + msisdn.substring(5);
        Answer proposed = staff.post(
                path(partner, "corrections"),
                Role.OPERATIONS,
                "{\"msisdn\":\"" + other + "\",\"reason\":\"the number was mistyped\"}");
        assertThat(partner.transact(purchaseOf(other).json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());

        assertThat(approve(proposed).status()).isEqualTo(409);
        assertThat(standing("msisdn = '" + msisdn + "'", partner)).isEqualTo(List.of(1L, 1L, 1L));
    }

    /** Two people change it everywhere: in stored data, in searches, and for waiting e-mails. */
    @Test
    void givesACustomerAnotherAddress() {
        PartnerSystem partner = bought(2);
        String right = "right." + email;
        String body = "{\"email\":\"" + right + "\",\"reason\":\"mistyped as " + email + "\"}";
        engine.administration()
                .sql("""
                        insert into notifications.email (id, template, language, recipient, model, state, created_at, changed_at, customer,
                          sealed_recipient, recipient_hash, due_at)
                        select gen_random_uuid(), template, language, '', model, 'QUEUED', now(), now(), customer, sealed_recipient,
                          recipient_hash, now() + interval '10 years'
                        from notifications.email where customer = ? limit 1""")
                .param(engine.get(CustomerIds.class).of(new CustomerOf(partner.id(), new Msisdn(msisdn))))
                .update();

        Answer proposed = staff.post(path(partner, "email-corrections"), Role.OPERATIONS, body);
        assertThat(proposed.status()).as(proposed.body().toString()).isEqualTo(202);
        assertThat(proposed.body().toString()).doesNotContain(email).doesNotContain(msisdn);
        String address = "/api/v2/approvals/" + proposed.body().at("/id").asString() + "/email-correction";
        assertThat(staff.get(address, Role.ADMIN).body().at("/email").asString())
                .isEqualTo(right);
        assertThat(staff.get(address.replace("email-correction", "correction"), Role.ADMIN)
                        .status())
                .as("it is no correction of a number")
                .isEqualTo(404);
        assertThat(staff.approve(proposed, Role.OPERATIONS).status())
                .as("the proposer's own approval")
                .isEqualTo(403);
        assertThat(approve(proposed).status()).isEqualTo(200);

        Answer shown = staff.get(path(partner, "personal-data"), Role.OPERATIONS);
        assertThat(shown.body().at("/records/addresses").values().stream()
                        .map(row -> row.at("/email").asString()))
                .containsExactly(right);
        assertThat(shown.body().at("/records/transactions").values().stream()
                        .map(row -> row.at("/email").asString()))
                .containsExactly(right, right);
        assertThat(shown.body().at("/records/emails").values().stream()
                        .filter(row -> row.at("/state").asString().equals("QUEUED"))
                        .map(row -> row.at("/recipient").asString()))
                .as("what waits goes to the right one")
                .containsExactly(right);
        assertThat(staff.get("/api/v2/emails?to=" + right, Role.OPERATIONS)
                        .body()
                        .at("/items")
                        .size())
                .as("found by the right address")
                .isEqualTo(1);
        assertThat(engine.count("approvals.audit where act = 'CUSTOMER_EMAIL_CORRECTED' and detail like '%"
                        + Ids.text(engine.get(CustomerIds.class).ofAddress(right)) + "%'"))
                .isEqualTo(1);
        assertThat(staff.get(address, Role.ADMIN).status()).isEqualTo(409);
        assertThat(whereverStands(email).keySet())
                .as("the wrong address is the end of the right one, where e-mails rest that were sent and in purchases")
                .containsOnly("cashback.purchase.email", "facts.fact.body");
    }

    /** An event with the wrong address that is read later does not restore that address. */
    @Test
    void aFactOfBeforeGoesToTheCorrectedAddress() {
        PartnerSystem partner = bought(1);
        String right = "right." + email;
        assertThat(approve(staff.post(
                                path(partner, "email-corrections"),
                                Role.OPERATIONS,
                                "{\"email\":\"" + right + "\",\"reason\":\"the address was mistyped\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(engine.administration()
                        .sql("delete from notifications.email where customer = ?")
                        .param(engine.get(CustomerIds.class).of(new CustomerOf(partner.id(), new Msisdn(msisdn))))
                        .update())
                .isPositive();
        assertThat(engine.database().sql("""
                        insert into facts.set_aside (consumer, xid, id, reason, set_aside_at, tried_at)
                        select 'notifications', xid, id, 'TEST', now(), '-infinity' from facts.fact
                        where body ->> 'msisdn' = ? and body ->> 'email' = ?""").params(msisdn, email).update()).isEqualTo(1);

        assertThat(engine.get(QueueEmails.class).retryFacts().taken()).isPositive();

        Answer shown = staff.get(path(partner, "personal-data"), Role.OPERATIONS);
        assertThat(shown.body().at("/records/addresses/0/email").asString()).isEqualTo(right);
        assertThat(shown.body().at("/records/emails").values().stream()
                        .map(row -> row.at("/recipient").asString()))
                .isNotEmpty()
                .containsOnly(right);
    }

    @Test
    void refusesToCorrectAnAddressThatIsNotKept() {
        PartnerSystem partner = bought(0);
        PurchaseBody without =
                PurchaseBody.goodV2().with("msisdn", "\"" + msisdn + "\"").with("email", "null");
        assertThat(partner.transact(without.json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        String body = "{\"email\":\"" + email + "\",\"reason\":\"the address was mistyped\"}";

        Answer refused = staff.post(path(partner, "email-corrections"), Role.OPERATIONS, body);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().toString()).contains("no e-mail address of this customer is stored");
        assertThat(staff.post(path(partner, "628999999998", "email-corrections"), Role.OPERATIONS, body)
                        .status())
                .isEqualTo(404);
        assertThat(staff.post(path(partner, "email-corrections"), Role.FINANCE, body)
                        .status())
                .isEqualTo(403);
        assertThat(staff.post(
                                path(partner, "email-corrections"),
                                Role.OPERATIONS,
                                "{\"email\":\"no address\",\"reason\":\"the address was mistyped\"}")
                        .status())
                .isEqualTo(400);
    }

    /**
     * An invalid number that an older engine accepted: two people correct it, two people resend the payout, and it is
     * paid to the right number.
     */
    @Test
    void paysAtTheRightNumberWhatAnOlderEngineKeptUnderNone() {
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
                .contains("payouts still owed that move with it: 1, IDR " + owed(partner))
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
    void refusesCorrectionOfNoNumberWhileAnOutcomeIsUnknown() {
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
    void listsNumbersOfOlderEngines() {
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
    void listsACorrectedNumberUnderTheRightOne() {
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

    @ParameterizedTest
    @ValueSource(strings = {"erasure", "corrections"})
    void refusesWhileACallbackWaitsForPeople(String what) {
        PartnerSystem partner = bought(1);
        engine.database().sql("""
                        insert into payouts.callback (id, provider, digest, external_id, status, amount, told_at, attempt, verdict,
                          received_at, last_received_at)
                        select gen_random_uuid(), provider, decode(md5(id::text), 'hex'), id::text, 'FAILED', amount, now(), id,
                          'FOR_PEOPLE', now(), now()
                        from payouts.attempt where partner = ? and state = 'SUCCEEDED'""").param(partner.id().value()).update();
        String body = what.equals("erasure")
                ? reason("asked for")
                : "{\"msisdn\":\"62878" + msisdn.substring(5) + "\",\"reason\":\"the number was mistyped\"}";

        Answer refused = staff.post(path(partner, what), Role.OPERATIONS, body);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().toString()).contains("a provider's callback about a payout of this customer");
        String attempt = engine.database()
                .sql("select id from payouts.attempt where partner = ?")
                .param(partner.id().value())
                .query((row, n) -> Ids.text(row.getObject(1, UUID.class)))
                .single();
        assertThat(staff.approve(
                                staff.post(
                                        "/api/v2/attempts/" + attempt + "/resolution",
                                        Role.FINANCE,
                                        "{\"outcome\":\"PAID\",\"reason\":\"the provider says so\"}"),
                                Role.ADMIN)
                        .status())
                .isEqualTo(200);
        assertThat(approve(staff.post(path(partner, what), Role.OPERATIONS, body))
                        .status())
                .isEqualTo(200);
    }

    /**
     * The purchase has read the customer's row and waits for the transaction that removes it. The old row must not be
     * written again.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"select loyalty.forget_customer(?, ?)", "select loyalty.replace_customer(?, ?, '628780000000')"})
    void aPurchaseMeanwhileDoesNotBringTheStandingBack(String takesAway) throws Exception {
        PartnerSystem partner = bought(2);
        PurchaseBody purchase = purchase();
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> meanwhile =
                    Objects.requireNonNull(engine.get(TransactionTemplate.class).execute(status -> {
                        engine.get(JdbcClient.class)
                                .sql(takesAway)
                                .params(partner.id().value(), msisdn)
                                .query(Long.class)
                                .single();
                        Future<Answer> begun = thread.submit(() -> partner.transact(purchase.json()));
                        Eventually.holds(
                                "the purchase waits",
                                () -> engine.administration()
                                                .sql("""
                                                        select count(*) from pg_stat_activity
                                                        where wait_event_type = 'Lock' and query like '%loyalty.member%'""")
                                                .query(Long.class)
                                                .single()
                                        > 0);
                        return begun;
                    }));
            assertThat(meanwhile.get().status()).isEqualTo(201);
        }

        assertThat(partner.get("/api/v2/customers/" + msisdn)
                        .body()
                        .at("/totals/transactions")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void fingerprintsOfComposedReferencesGoToo() {
        PartnerSystem partner = boughtWithAReferenceInTwoForms();

        assertThat(approve(staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for")))
                        .status())
                .isEqualTo(200);

        assertThat(fingerprints(partner)).containsExactly("00", "00");
    }

    @Test
    void fingerprintsOfComposedReferencesGoWithOldPurchasesToo() {
        PartnerSystem partner = boughtWithAReferenceInTwoForms();
        startAtThe("cashback.customers_forgotten", "purchase", "cashback.purchase", partner);
        engine.clock().advance(Duration.ofDays(3654));

        engine.get(ForgetOldCustomers.class).run();

        assertThat(fingerprints(partner)).containsExactly("00", "00");
    }

    private PartnerSystem boughtWithAReferenceInTwoForms() {
        PartnerSystem partner = bought(1);
        // A reference as an older engine stored it, already processed by the job compose-references.
        engine.administration().sql("""
                        insert into cashback.reference (partner, reference, fingerprint, purchase)
                        select partner, ' ' || reference, fingerprint, purchase from cashback.reference where partner = ?""").param(partner.id().value()).update();
        engine.administration()
                .sql("update cashback.purchase set reference = ' ' || reference where partner = ?")
                .param(partner.id().value())
                .update();
        return partner;
    }

    private List<String> fingerprints(PartnerSystem partner) {
        return engine.database()
                .sql("select encode(fingerprint, 'hex') from cashback.reference where partner = ?")
                .param(partner.id().value())
                .query(String.class)
                .list();
    }

    /** E-mails of earlier versions contain no customer id; only e-mails to customers are searched by address. */
    @Test
    void leavesEmailsToStaffWithTheSameAddress() {
        PartnerSystem partner = bought(1);
        for (String template : List.of("APPROVAL_PROPOSED", "TIER_UP")) {
            engine.administration().sql("""
                            insert into notifications.email (id, template, language, recipient, model, state, created_at, changed_at)
                            values (gen_random_uuid(), ?, 'id', ?, '{}', 'SENT', now(), now())""").params(template, email).update();
        }
        // The form of an earlier version.
        engine.administration()
                .sql("update notifications.contact set email = ? where partner = ?")
                .params(email, partner.id().value())
                .update();

        assertThat(approve(staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for")))
                        .status())
                .isEqualTo(200);

        assertThat(engine.database()
                        .sql("select template from notifications.email where recipient = ?")
                        .param(email)
                        .query(String.class)
                        .list())
                .containsExactly("APPROVAL_PROPOSED");
    }

    /** A dead letter that is processed again after the customer's erasure. */
    @Test
    void aFactOfBeforeBringsNoAddressBack() {
        PartnerSystem partner = bought(1);
        assertThat(approve(staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for")))
                        .status())
                .isEqualTo(200);
        int waiting = engine.database().sql("""
                        insert into facts.set_aside (consumer, xid, id, reason, set_aside_at, tried_at)
                        select 'notifications', xid, id, 'TEST', now(), '-infinity' from facts.fact
                        where body ->> 'msisdn' = ? and body ->> 'email' = ?""").params(msisdn, email).update();
        assertThat(waiting).isEqualTo(1);

        assertThat(engine.get(QueueEmails.class).retryFacts().taken()).isPositive();

        assertThat(engine.count(
                        "notifications.contact where partner = " + partner.id().value()))
                .isZero();
        assertThat(partner.emails()).isZero();
        assertThat(partner.transact(purchase().json()).status()).isEqualTo(201);
        Eventually.holds("one who buys again is written to", () -> partner.emails() == 1);
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

    private String path(PartnerSystem partner, String digits, String what) {
        return "/api/v2/customers/" + digits + "/" + what + "?partner=" + partner.code();
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

    private String owed(PartnerSystem partner) {
        return engine.database()
                .sql(
                        "select sum(amount)::numeric(19, 2)::text from payouts.payout where partner = ? and state <> 'PAID'")
                .param(partner.id().value())
                .query(String.class)
                .single();
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

    /** Every column that contains the text, with the number of rows, except partners' references. */
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
