package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.reconciliation.TestStatements;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A purchase's timeline shows which rules lost and why, and its e-mail. */
@EngineTest
class TransactionTraceTest {

    private static final Pattern EMAIL = Pattern.compile("E-mail (?:\"|&#34;|&quot;)[A-Z]");

    private final EngineUnderTest engine;
    private StaffCalls staff;

    TransactionTraceTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void namesTheWinnerAndWhyOthersLost() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        Answer purchase = partner.transact(PurchaseBody.goodV2().json());
        String id = purchase.body().get("id").asString();

        JsonNode decision = staff.get("/api/v2/transactions/" + id + "/decision", Role.AUDITOR)
                .body();

        assertThat(decision.path("certain").asBoolean()).isTrue();
        JsonNode winner = decision.path("rules").path(0);
        assertThat(winner.path("verdict").asString()).isEqualTo("WINS");
        assertThat(winner.path("id")).isEqualTo(purchase.body().at("/rule/id"));
        assertThat(decision.path("rules").size()).isGreaterThan(1);
        assertThat(decision.path("rules").path(1).path("reason").asString()).isNotBlank();
        try (ConsoleCalls auditor = ConsoleCalls.staff(engine, Role.AUDITOR);
                ConsoleCalls officer = ConsoleCalls.officer(engine, partner.code())) {
            auditor.get("/console?lang=en");
            assertThat(auditor.get("/console/transactions/" + id).body())
                    .contains("version "
                            + decision.path("rules").path(1).path("version").asInt())
                    .containsPattern("does not cover it:|did not decide:");
            officer.get("/console?lang=en");
            assertThat(officer.get("/console/transactions/" + id).body())
                    .contains("The purchase was accepted")
                    .doesNotContain("not cover it", "did not decide");
        }
    }

    @Test
    void saysWhenRulesWereChangedWithEffectInThePast() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        Answer purchase = partner.transact(PurchaseBody.goodV2().json());
        String id = purchase.body().get("id").asString();
        Instant before =
                Instant.parse(purchase.body().get("accepted_at").asString()).minus(Duration.ofDays(1));
        Rules rules = engine.get(Rules.class);
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> rules.add(new Rule(
                        rules.nextId(),
                        1,
                        partner.id(),
                        null,
                        1,
                        null,
                        Money.rupiah(0),
                        null,
                        new BigDecimal("1"),
                        null,
                        before,
                        null,
                        RuleLimits.NONE)));

        JsonNode decision = staff.get("/api/v2/transactions/" + id + "/decision", Role.FINANCE)
                .body();

        assertThat(decision.path("certain").asBoolean()).isFalse();
        try (ConsoleCalls finance = ConsoleCalls.staff(engine, Role.FINANCE)) {
            finance.get("/console?lang=en");
            assertThat(finance.get("/console/transactions/" + id).body())
                    .contains("rules were changed with effect in the past");
        }
    }

    @Test
    void showsTheLineOfTheProvidersStatement() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        Answer purchase = partner.transact(PurchaseBody.goodV2().json());
        engine.awaitPaid(partner.id());
        UUID attempt = engine.database()
                .sql("select id from payouts.attempt where partner = ?")
                .param(partner.id().value())
                .query(UUID.class)
                .single();
        UUID file = Ids.parse(TestStatements.imported(engine));
        engine.administration().sql("""
                        insert into reconciliation.match (file, number, part, attempt, role, step, matched_at)
                        select file, number, part, ?, 'PAYMENT', 9, now() from reconciliation.line
                        where file = ? and kind = 'PAYMENT' order by number limit 1""").params(attempt, file).update();
        try (ConsoleCalls finance = ConsoleCalls.staff(engine, Role.FINANCE)) {
            finance.get("/console?lang=en");
            assertThat(finance.get("/console/transactions/"
                                    + purchase.body().get("id").asString())
                            .body())
                    .contains("The statement of JOSVOH2H has it (payment)", "two people matched it")
                    .contains("/console/statements/" + Ids.text(file));
        } finally {
            engine.administration()
                    .sql("delete from reconciliation.match where attempt = ?")
                    .param(attempt)
                    .update();
        }
    }

    @Test
    void showsItsEmailToOperations() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        String id = partner.transact(PurchaseBody.goodV2()
                        .with("email", "\"trace." + partner.code() + "@example.com\"")
                        .json())
                .body()
                .get("id")
                .asString();
        try (ConsoleCalls operations = ConsoleCalls.staff(engine, Role.OPERATIONS);
                ConsoleCalls auditor = ConsoleCalls.staff(engine, Role.AUDITOR)) {
            operations.get("/console?lang=en");
            auditor.get("/console?lang=en");

            Eventually.holds(
                    "the e-mail is in the timeline",
                    Duration.ofSeconds(40),
                    () -> EMAIL.matcher(operations
                                    .get("/console/transactions/" + id)
                                    .body())
                            .find());

            assertThat(auditor.get("/console/transactions/" + id).body()).doesNotContainPattern(EMAIL);
        }
    }
}
