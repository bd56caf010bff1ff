package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.retention.ForgetAddresses;
import id.kezbek.facts.retention.ForgetPeople;
import id.kezbek.notifications.queue.ForgetEmails;
import id.kezbek.notifications.queue.RedriveEmails;
import id.kezbek.privacy.requests.ForgetRequests;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The automatic deletions: when they happen, and what remains. */
@EngineTest
class RetentionTest {

    private static int customers;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final String msisdn = "62876" + (50_000_000 + ++customers);
    private final String email = "kept." + msisdn + "@example.com";
    private PartnerSystem partner;

    RetentionTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void buy() {
        engine.settle();
        partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        assertThat(partner.transact(PurchaseBody.goodV2()
                                .with("msisdn", "\"" + msisdn + "\"")
                                .with("email", "\"" + email + "\"")
                                .json())
                        .status())
                .isEqualTo(201);
        engine.awaitPaid(partner.id());
        Eventually.holds("its invoice was sent", () -> engine.count(invoice() + " and state = 'SENT'") == 1);
    }

    @AfterEach
    void resetTheClock() {
        engine.clock().reset();
        staff.close();
    }

    @Test
    void emailsLoseAddressAndTextAfterNinetyDaysAndStayProofOfDelivery() {
        engine.clock().advance(Duration.ofDays(89));
        engine.get(ForgetEmails.class).run();
        assertThat(engine.count(invoice() + " and sealed_recipient is not null"))
                .isEqualTo(1);
        String id = engine.database()
                .sql("select id::text from " + invoice())
                .query(String.class)
                .single();

        engine.clock().advance(Duration.ofDays(2));
        assertThat(engine.get(ForgetEmails.class).run()).isPositive();

        assertThat(engine.count(invoice())).isZero();
        assertThat(engine.count("notifications.email where model::text like '%" + partner.code() + "%'"))
                .isZero();
        assertThat(engine.database().sql("""
                        select concat_ws(' ', state, model ->> 'transaction_id' is not null, recipient = '',
                          coalesce(sealed_recipient, recipient_hash, sealed_model) is null)
                        from notifications.email where id = ?::uuid""").param(id).query(String.class).single())
                .isEqualTo("SENT t t t");
    }

    @Test
    void doesNotSendDeletedEmail() {
        engine.database()
                .sql("update " + invoice().replace(" where", " set state = 'FAILED' where"))
                .update();
        engine.clock().advance(Duration.ofDays(91));
        engine.get(ForgetEmails.class).run();

        engine.get(RedriveEmails.class).run();

        assertThat(
                        engine.count(
                                "notifications.email where recipient = '' and sealed_recipient is null and state not in ('SENT', 'FAILED', 'SUPPRESSED')"))
                .isZero();
    }

    @Test
    void purchasesLoseTheirAddressAfterNinetyDays() {
        startAtThisPurchase("""
                update cashback.addresses_forgotten set purchase = (select coalesce(max(id::text), '00000000-0000-0000-0000-000000000000')::uuid
                  from cashback.purchase where id < (select min(id::text)::uuid from cashback.purchase where partner = ?))""");
        String purchases = "cashback.purchase where partner = " + partner.id().value() + " and email is not null";
        engine.clock().advance(Duration.ofDays(89));
        engine.get(ForgetAddresses.class).run();
        assertThat(engine.count(purchases)).isEqualTo(1);

        engine.clock().advance(Duration.ofDays(2));
        assertThat(engine.get(ForgetAddresses.class).run()).isPositive();

        assertThat(engine.count(purchases)).isZero();
        assertThat(engine.get(ForgetAddresses.class).run()).as("a second run").isZero();
    }

    @Test
    void factsLoseNumbersAndAddressesAfterTwoDays() {
        startAtThisPurchase("""
                update facts.forgotten set (xid, id) = (select f.xid, f.id - 1 from facts.fact f
                  where f.subject = (select id from cashback.purchase where partner = ?)
                  order by f.xid, f.id limit 1)""");
        String facts = "facts.fact where body ->> 'msisdn' = '" + msisdn + "'";
        engine.awaitFactsRead();
        engine.get(ForgetPeople.class).run();
        assertThat(engine.count(facts)).isPositive();

        engine.clock().advance(Duration.ofDays(3));
        assertThat(engine.get(ForgetPeople.class).run()).isPositive();

        assertThat(engine.count(facts)).isZero();
    }

    @Test
    void sealedAddressOfSentEmailIsFoundAndUsedAgain() {
        assertThat(engine.count("notifications.email where recipient = '" + email + "'"))
                .isZero();
        assertThat(staff.get("/api/v2/emails?to=" + email.toUpperCase(Locale.ROOT), Role.OPERATIONS)
                        .body()
                        .at("/items/0/to")
                        .asString())
                .isEqualTo("k***@example.com");
        engine.database()
                .sql("update " + invoice().replace(" where", " set state = 'FAILED' where"))
                .update();

        engine.get(RedriveEmails.class).run();

        Eventually.holds("it is sent again", () -> engine.count(invoice() + " and state = 'SENT'") == 1);
        try (HttpCalls sink = new HttpCalls(engine.world().mailUrl().toString())) {
            assertThat(new Mail(sink).to(email)).hasSize(2);
        }
    }

    private String invoice() {
        return "notifications.email where template = 'TRANSACTION_INVOICE' and model ->> 'company' = 'PT. "
                + partner.code() + "'";
    }

    /** Purchases of other tests on later days come after these; a job would wait at them. */
    private void startAtThisPurchase(String update) {
        assertThat(engine.database().sql(update).param(partner.id().value()).update())
                .isEqualTo(1);
    }

    @Test
    void deletesUndecidedRequestAfterThirtyDays() {
        Answer proposed = staff.post(
                "/api/v2/customers/" + msisdn + "/erasure?partner=" + partner.code(),
                Role.OPERATIONS,
                "{\"reason\":\"asked for\"}");
        assertThat(proposed.status()).isEqualTo(202);

        engine.clock().advance(Duration.ofDays(31));
        assertThat(engine.get(ForgetRequests.class).run()).isPositive();

        assertThat(engine.count("privacy.request where sealed_terms is not null"))
                .isZero();
    }
}
