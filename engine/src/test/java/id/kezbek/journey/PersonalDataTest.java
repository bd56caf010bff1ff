package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A customer's request to see the stored data, and the conditions for erasure and correction. */
@EngineTest
class PersonalDataTest extends CustomerRequests {

    PersonalDataTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void showsStoredDataAndAuditsTheRead() {
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
    void refusesWhilePayoutIsInProgress() {
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
    void refusesProposersApprovalAndUnknownCustomer() {
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

    @ParameterizedTest
    @ValueSource(strings = {"erasure", "corrections"})
    void refusesWhileCallbackNeedsDecision(String what) {
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
    void concurrentPurchaseDoesNotRestoreOldTier(String takesAway) throws Exception {
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
}
