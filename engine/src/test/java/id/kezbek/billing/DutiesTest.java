package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.Duties;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Colleague;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tests the duties that one person may have for one partner: each cell of the table in docs/authorization.md, over
 * HTTP.
 */
@EngineTest
class DutiesTest {

    private static final String FORBIDDEN = "403 forbidden";

    private final EngineUnderTest engine;
    /** Each person has all necessary roles, so a refusal concerns the person. */
    private Colleague person;

    private Colleague colleague;
    private DutyCalls calls;
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
                        // A proposal must exist before its approval.
                        .filter(second -> first != Duty.APPROVER || second != Duty.PROPOSER)
                        .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void permitsTwoDutiesOnlyAsInTable(Duty first, Duty second) {
        calls = DutyCalls.onboardedBy(first == Duty.ONBOARDER ? person : colleague);
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
        calls = DutyCalls.onboardedBy(held == Duty.ONBOARDER ? person : colleague);
        Colleague third = new Colleague(engine, Role.FINANCE);
        if (held == Duty.RULE_EDITOR) {
            assertThat(person.approve(calls.ruleBy(colleague)).status()).isEqualTo(200);
        }
        Answer topUp = calls.topUpBy(third);
        Answer limit = calls.limitBy(third);

        assertThat(person.approve(topUp).v2()).isEqualTo(FORBIDDEN);
        assertThat(person.approve(limit).v2()).isEqualTo(FORBIDDEN);
        assertThat(calls.limitBy(person).v2()).isEqualTo(FORBIDDEN);
        assertThat(new Colleague(engine, Role.FINANCE).approve(topUp).status()).isEqualTo(200);

        String transfer = topUp.body().at("/arguments/id").asString();
        assertThat(calls.reversalBy(person, transfer).v2()).isEqualTo(FORBIDDEN);
        Answer reversal = calls.reversalBy(third, transfer);
        assertThat(reversal.status()).isEqualTo(202);
        assertThat(person.approve(reversal).v2()).isEqualTo(FORBIDDEN);
    }

    @Test
    void bookerMayWriteRulesAfterBookingIsSettled() {
        calls = DutyCalls.onboardedBy(colleague);
        Answer topUp = calls.topUpBy(person);
        assertThat(calls.ruleBy(person).v2()).isEqualTo(FORBIDDEN);
        assertThat(new Colleague(engine, Role.FINANCE).approve(topUp).status()).isEqualTo(200);

        assertThat(calls.ruleBy(person).status()).isEqualTo(202);
        assertThat(calls.topUpBy(person).v2()).as("from now on a rule editor").isEqualTo(FORBIDDEN);
    }

    @Test
    void funderGetsNoCredentialButMayApproveOne() {
        calls = DutyCalls.onboardedBy(colleague);
        Colleague third = new Colleague(engine, Role.ADMIN);
        assertThat(third.approve(calls.topUpBy(person)).status()).isEqualTo(200);

        assertThat(calls.credentialBy(person).v2()).as("who proposed it").isEqualTo(FORBIDDEN);
        assertThat(calls.credentialBy(third).v2()).as("who approved it").isEqualTo(FORBIDDEN);
        assertThat(third.approve(calls.credentialBy(colleague)).status()).isEqualTo(200);
    }

    @Test
    void rejectedRuleExcludesNoPerson() {
        calls = DutyCalls.onboardedBy(colleague);
        Answer rule = calls.ruleBy(person);
        assertThat(calls.topUpBy(person).v2()).isEqualTo(FORBIDDEN);
        assertThat(person.post(
                                "/api/v2/approvals/" + rule.body().get("id").asString() + "/withdraw",
                                "{\"reason\":\"not needed\"}")
                        .status())
                .isEqualTo(200);

        assertThat(calls.topUpBy(person).status()).isEqualTo(202);
    }

    @Test
    void refusesApprovalAfterProposerTookOtherDuty() {
        calls = DutyCalls.onboardedBy(colleague);
        Answer topUp = calls.topUpBy(person);
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(AuditLog.class)
                        .append(new AuditEntry(
                                person.email(), "CREDENTIAL_ISSUED", "partner " + calls.partner(), Map.of())));

        assertThat(new Colleague(engine, Role.FINANCE).approve(topUp).v2()).isEqualTo("409 state-conflict");
    }

    @Test
    void anotherPartnersOnboarderFunds() {
        DutyCalls.onboardedBy(person);
        calls = DutyCalls.onboardedBy(colleague);

        assertThat(calls.topUpBy(person).status()).isEqualTo(202);
    }

    @Test
    void collectingCredentialIsOnboarding() {
        calls = DutyCalls.onboardedBy(colleague);
        Answer agreed = calls.credentialBy(person);
        assertThat(calls.topUpBy(person).v2())
                .as("it can be collected any moment")
                .isEqualTo(FORBIDDEN);
        assertThat(new Colleague(engine, Role.OPERATIONS).approve(agreed).status())
                .isEqualTo(200);
        assertThat(person.post(
                                "/api/v2/partners/" + calls.partner() + "/credentials/collect",
                                "{\"approval\":\"" + agreed.body().get("id").asString() + "\"}")
                        .status())
                .isEqualTo(201);

        assertThat(calls.topUpBy(person).v2()).isEqualTo(FORBIDDEN);
    }

    private Answer takeUp(Duty duty) {
        return switch (duty) {
            case ONBOARDER -> calls.credentialBy(person);
            case FUNDER -> calls.topUpBy(person);
            case RULE_EDITOR -> calls.ruleBy(person);
            case PROPOSER -> proposedByPerson = calls.settingBy(person);
            case APPROVER -> person.approve(proposedByPerson == null ? calls.settingBy(colleague) : proposedByPerson);
        };
    }
}
