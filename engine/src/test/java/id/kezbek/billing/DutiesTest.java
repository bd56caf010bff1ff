package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.Duties;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Which duties one person may have over one partner: each cell of the table in docs/authorization.md, over HTTP. */
@EngineTest
class DutiesTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String FORBIDDEN = "403 forbidden";

    private final EngineUnderTest engine;
    /** Each may do everything by role: what is refused is refused for the person. */
    private Colleague person;

    private Colleague colleague;
    private String partner;
    private Answer proposedByPerson;

    DutiesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void twoAdministrators() {
        person = new Colleague(engine, Role.ADMIN);
        colleague = new Colleague(engine, Role.ADMIN);
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Duty.values())
                .flatMap(first -> Arrays.stream(Duty.values())
                        .filter(second -> first != second)
                        // Nobody approves an act before it is proposed.
                        .filter(second -> first != Duty.APPROVER || second != Duty.PROPOSER)
                        .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void onePersonHasTwoDutiesOnlyWhereTheTableAdmitsIt(Duty first, Duty second) {
        partner = onboarded(first == Duty.ONBOARDER ? person : colleague);
        if (first != Duty.ONBOARDER) {
            Answer taken = takeUp(first);
            assertThat(taken.status()).as("%s", taken.body()).isIn(200, 202);
        }

        Answer answer = takeUp(second);

        if (Duties.exclusion(first, second).isPresent()) {
            assertThat(answer.v2()).as("%s", answer.body()).isEqualTo(FORBIDDEN);
        } else {
            assertThat(answer.status()).as("%s", answer.body()).isIn(200, 202);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Duty.class,
            names = {"ONBOARDER", "RULE_EDITOR"})
    void approvesNoFundingOfThePartner(Duty held) {
        partner = onboarded(held == Duty.ONBOARDER ? person : colleague);
        Colleague third = new Colleague(engine, Role.FINANCE);
        if (held == Duty.RULE_EDITOR) {
            assertThat(person.approve(ruleBy(colleague)).status()).isEqualTo(200);
        }
        Answer topUp = topUpBy(third);
        Answer limit = limitBy(third);

        assertThat(person.approve(topUp).v2()).isEqualTo(FORBIDDEN);
        assertThat(person.approve(limit).v2()).isEqualTo(FORBIDDEN);
        assertThat(limitBy(person).v2()).isEqualTo(FORBIDDEN);
        assertThat(new Colleague(engine, Role.FINANCE).approve(topUp).status()).isEqualTo(200);

        String transfer = topUp.body().at("/arguments/id").asString();
        assertThat(reversalBy(person, transfer).v2()).isEqualTo(FORBIDDEN);
        Answer reversal = reversalBy(third, transfer);
        assertThat(reversal.status()).isEqualTo(202);
        assertThat(person.approve(reversal).v2()).isEqualTo(FORBIDDEN);
    }

    @Test
    void whoeverBookedMayWriteRulesOnceNothingOfItIsOpen() {
        partner = onboarded(colleague);
        Answer topUp = topUpBy(person);
        assertThat(ruleBy(person).v2()).isEqualTo(FORBIDDEN);
        assertThat(new Colleague(engine, Role.FINANCE).approve(topUp).status()).isEqualTo(200);

        assertThat(ruleBy(person).status()).isEqualTo(202);
        assertThat(topUpBy(person).v2()).as("from now on a rule editor").isEqualTo(FORBIDDEN);
    }

    @Test
    void whoEverFundedAPartnerGetsNoKeyOfItButMayAgreeThatAnotherDoes() {
        partner = onboarded(colleague);
        Colleague third = new Colleague(engine, Role.ADMIN);
        assertThat(third.approve(topUpBy(person)).status()).isEqualTo(200);

        assertThat(credentialBy(person).v2()).as("who proposed it").isEqualTo(FORBIDDEN);
        assertThat(credentialBy(third).v2()).as("who approved it").isEqualTo(FORBIDDEN);
        assertThat(third.approve(credentialBy(colleague)).status()).isEqualTo(200);
    }

    @Test
    void aRuleThatCameToNothingExcludesNobody() {
        partner = onboarded(colleague);
        Answer rule = ruleBy(person);
        assertThat(topUpBy(person).v2()).isEqualTo(FORBIDDEN);
        assertThat(person.post(
                                "/api/v2/approvals/" + rule.body().get("id").asString() + "/withdraw",
                                "{\"reason\":\"not needed\"}")
                        .status())
                .isEqualTo(200);

        assertThat(topUpBy(person).status()).isEqualTo(202);
    }

    @Test
    void aProposalOfOneWhoHasTakenUpAnotherDutySinceIsNotApproved() {
        partner = onboarded(colleague);
        Answer topUp = topUpBy(person);
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(AuditLog.class)
                        .append(new AuditEntry(person.email(), "CREDENTIAL_ISSUED", "partner " + partner, Map.of())));

        assertThat(new Colleague(engine, Role.FINANCE).approve(topUp).v2()).isEqualTo("409 state-conflict");
    }

    @Test
    void anotherPartnersOnboarderFunds() {
        onboarded(person);
        partner = onboarded(colleague);

        assertThat(topUpBy(person).status()).isEqualTo(202);
    }

    @Test
    void theOneWhoCollectedACredentialIsAnOnboarder() {
        partner = onboarded(colleague);
        Answer agreed = credentialBy(person);
        assertThat(topUpBy(person).v2()).as("it can be collected any moment").isEqualTo(FORBIDDEN);
        assertThat(new Colleague(engine, Role.OPERATIONS).approve(agreed).status())
                .isEqualTo(200);
        assertThat(person.post(
                                "/api/v2/partners/" + partner + "/credentials/collect",
                                "{\"approval\":\"" + agreed.body().get("id").asString() + "\"}")
                        .status())
                .isEqualTo(201);

        assertThat(topUpBy(person).v2()).isEqualTo(FORBIDDEN);
    }

    private Answer takeUp(Duty duty) {
        return switch (duty) {
            case ONBOARDER -> credentialBy(person);
            case FUNDER -> topUpBy(person);
            case RULE_EDITOR -> ruleBy(person);
            case PROPOSER -> proposedByPerson = settingBy(person);
            case APPROVER -> person.approve(proposedByPerson == null ? settingBy(colleague) : proposedByPerson);
        };
    }

    private static String onboarded(Colleague by) {
        int number = NUMBER.incrementAndGet();
        String code = "DUTY" + number;
        Answer answer = by.post("/api/v2/partners", """
                        {"company":"PT. %1$s","code":"%1$s","email":"%1$s@duties.example","msisdn":"62817%2$06d",
                         "officer":"Officer","address":"Jakarta"}""".formatted(code, number));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return code;
    }

    private Answer topUpBy(Colleague by) {
        return by.post("/api/v2/partners/" + partner + "/funding/top-ups", """
                        {"amount":{"value":"1000.00","currency":"IDR"},"bank_reference":"DUTIES-%d","reason":"paid in"}""".formatted(NUMBER.incrementAndGet()));
    }

    private Answer limitBy(Colleague by) {
        return by.post("/api/v2/partners/" + partner + "/funding/limit", """
                        {"mode":"POSTPAID","limit":{"value":"5000.00","currency":"IDR"},"reason":"by contract"}""");
    }

    private Answer reversalBy(Colleague by, String transfer) {
        return by.post("/api/v2/partners/" + partner + "/funding/reversals", """
                        {"transfer":"%s","frees_reference":false,"reason":"booked in error"}""".formatted(transfer));
    }

    private Answer ruleBy(Colleague by) {
        return by.post("/api/v2/rules", """
                        {"partner":"%s","quantity_from":1,"amount_from":{"value":"50000.00","currency":"IDR"},
                         "percent":"10","reason":"a campaign"}""".formatted(partner));
    }

    private Answer credentialBy(Colleague by) {
        return by.post("/api/v2/partners/" + partner + "/credentials", "{\"reason\":\"yearly rotation\"}");
    }

    private Answer settingBy(Colleague by) {
        return by.post("/api/v2/partners/" + partner + "/funding/when-short", """
                        {"setting":"HOLD","reason":"as the partner asked"}""");
    }
}
