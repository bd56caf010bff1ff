package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.ForgetAddresses;
import id.kezbek.facts.ForgetPeople;
import id.kezbek.notifications.ForgetEmails;
import id.kezbek.notifications.RedriveEmails;
import id.kezbek.privacy.ForgetRequests;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What forgets by itself: when, and what it leaves. */
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
        Eventually.holds(
                "its invoice was sent",
                () -> engine.count("notifications.email where state = 'SENT' and recipient = '" + email + "'") == 1);
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
        assertThat(engine.count("notifications.email where recipient = '" + email + "'"))
                .isEqualTo(1);

        engine.clock().advance(Duration.ofDays(2));
        assertThat(engine.get(ForgetEmails.class).run()).isPositive();

        assertThat(engine.count("notifications.email where recipient = '" + email + "'"))
                .isZero();
        assertThat(engine.count("notifications.email where model::text like '%" + partner.code() + "%'"))
                .isZero();
        assertThat(engine.database().sql("""
                        select state || ' ' || (model ->> 'transaction_id' is not null) from notifications.email e
                        where recipient = '' and template = 'TRANSACTION_INVOICE' and customer is not null
                        order by created_at desc, id limit 1""").query(String.class).single()).isEqualTo("SENT true");
    }

    @Test
    void anEmailThatWasGivenUpAndForgottenIsNotSentAgain() {
        engine.database()
                .sql("update notifications.email set state = 'FAILED' where recipient = ?")
                .param(email)
                .update();
        engine.clock().advance(Duration.ofDays(91));
        engine.get(ForgetEmails.class).run();

        engine.get(RedriveEmails.class).run();

        assertThat(engine.count("notifications.email where recipient = '' and state <> 'SENT' and state <> 'FAILED'"))
                .isZero();
    }

    @Test
    void purchasesLoseTheirAddressAfterNinetyDays() {
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
        String facts = "facts.fact where body ->> 'msisdn' = '" + msisdn + "'";
        engine.get(ForgetPeople.class).run();
        assertThat(engine.count(facts)).isPositive();

        engine.clock().advance(Duration.ofDays(3));
        assertThat(engine.get(ForgetPeople.class).run()).isPositive();

        assertThat(engine.count(facts)).isZero();
    }

    @Test
    void aRequestThatNobodyDecidesIsForgottenAfterThirtyDays() {
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
