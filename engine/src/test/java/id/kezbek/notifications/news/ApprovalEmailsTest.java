package id.kezbek.notifications.news;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** The recipients of an e-mail about a proposal, and its content. */
@EngineTest
class ApprovalEmailsTest {

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final SealedAddresses addresses;
    private StaffCalls staff;

    ApprovalEmailsTest(EngineUnderTest engine, TestPartners partners, SealedAddresses addresses) {
        this.engine = engine;
        this.partners = partners;
        this.addresses = addresses;
    }

    @BeforeEach
    void begin() {
        staff = new StaffCalls(engine);
    }

    @AfterEach
    void end() {
        staff.close();
    }

    @Test
    void emailsApproversWithoutProposer() {
        engine.get(AddStaff.class).add("second-finance@staff.example", "Second", Role.FINANCE);
        engine.get(AddStaff.class).add("an-operator@staff.example", "Operator", Role.OPERATIONS);
        Partner partner = engine.get(PartnerDirectory.class)
                .find(partners.prepaid(Money.ZERO))
                .orElseThrow();

        Answer proposed = staff.post(
                "/api/v2/partners/" + partner.code() + "/funding/limit",
                Role.FINANCE,
                "{\"mode\":\"POSTPAID\",\"limit\":{\"value\":\"50000000.00\",\"currency\":\"IDR\"},\"reason\":\"a good payer\"}");

        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(proposed.body().get("summary").asString()).contains("a credit limit of Rp50.000.000");
        assertThat(proposed.body().at("/arguments/limit").stringValue()).isEqualTo("50000000.00");
        String approval = proposed.body().get("id").asString();
        Eventually.holds("the e-mails are made", () -> !recipients(approval).isEmpty());
        assertThat(recipients(approval))
                .contains("second-finance@staff.example")
                .doesNotContain("finance@staff.example", "an-operator@staff.example");
        Map<String, Object> email =
                engine.database().sql("""
                        select template, model ->> 'summary' as summary, model ->> 'reason' as reason from notifications.email
                        where model ->> 'approval_id' = ? limit 1""").param(approval).query().singleRow();
        assertThat(email).containsEntry("template", "APPROVAL_PROPOSED").containsEntry("reason", "a good payer");
        assertThat(email.get("summary")).asString().contains("Rp50.000.000");
    }

    @Test
    void emailsNoPersonExcludedByDuty() {
        engine.get(AddStaff.class).add("third-finance@staff.example", "Third", Role.FINANCE);
        engine.get(AddStaff.class).add("admin@staff.example", "Staff", Role.ADMIN);
        Partner partner = engine.get(PartnerDirectory.class)
                .find(partners.prepaid(Money.ZERO))
                .orElseThrow();
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(AuditLog.class)
                        .append(AuditEntry.by(
                                new Caller(Role.ADMIN, "admin@staff.example", null),
                                "PARTNER_ONBOARDED",
                                "partner " + partner.code(),
                                Map.of())));

        Answer proposed = staff.post(
                "/api/v2/partners/" + partner.code() + "/funding/limit",
                Role.FINANCE,
                "{\"mode\":\"POSTPAID\",\"limit\":{\"value\":\"1000000.00\",\"currency\":\"IDR\"},\"reason\":\"a good payer\"}");

        String approval = proposed.body().get("id").asString();
        assertThat(staff.approve(proposed, Role.ADMIN).status())
                .as("who onboarded the partner funds it not")
                .isEqualTo(403);
        Eventually.holds("the e-mails are made", () -> !recipients(approval).isEmpty());
        assertThat(recipients(approval)).contains("third-finance@staff.example").doesNotContain("admin@staff.example");
    }

    private List<String> recipients(String approval) {
        return engine.database()
                .sql("select id, sealed_recipient from notifications.email where model ->> 'approval_id' = ?")
                .param(approval)
                .query((row, n) -> addresses.open(row.getObject(1, UUID.class), row.getBytes(2), ""))
                .list();
    }
}
