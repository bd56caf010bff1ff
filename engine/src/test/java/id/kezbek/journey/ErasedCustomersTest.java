package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.facts.retention.ForgetPeople;
import id.kezbek.notifications.news.QueueEmails;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A customer's request to be erased. */
@EngineTest
class ErasedCustomersTest extends CustomerRequests {

    ErasedCustomersTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void erasesPersonAndKeepsBooks() {
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
    void erasedCustomerReturnsAsNewOne() {
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
    void erasesCustomerStoredInOtherNotation() {
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
    void erasesFingerprintsOfReferences() {
        PartnerSystem partner = boughtWithAReferenceInTwoForms();

        assertThat(approve(staff.post(path(partner, "erasure"), Role.OPERATIONS, reason("asked for")))
                        .status())
                .isEqualTo(200);

        assertThat(fingerprints(partner)).containsExactly("00", "00");
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
    void earlierEventDoesNotRestoreAddress() {
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
}
