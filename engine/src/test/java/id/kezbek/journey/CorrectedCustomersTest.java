package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.news.QueueEmails;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A customer's request to correct the number or the e-mail address. */
@EngineTest
class CorrectedCustomersTest extends CustomerRequests {

    CorrectedCustomersTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void twoPeopleCorrectNumber() {
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
                .contains("the customer with the old number");
    }

    @Test
    void refusesApprovalIfNumberIsNowCustomer() {
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
    void twoPeopleCorrectAddress() {
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
    void earlierEventGoesToCorrectedAddress() {
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
    void refusesCorrectionWithoutStoredAddress() {
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
}
