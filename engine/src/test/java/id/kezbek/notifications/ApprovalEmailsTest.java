package id.kezbek.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who hears of a proposal, and what the proposal shows. */
@EngineTest
class ApprovalEmailsTest {

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private StaffCalls staff;

    ApprovalEmailsTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
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
    void mailsThoseWhoMayApproveButNotTheProposer() {
        engine.get(AddStaff.class).add("second-finance@staff.example", "Second", Role.FINANCE);
        engine.get(AddStaff.class).add("an-operator@staff.example", "Operator", Role.OPERATIONS);
        Partner partner = engine.get(PartnerDirectory.class)
                .find(partners.prepaid(Money.ZERO))
                .orElseThrow();

        Answer proposed = staff.post(
                "/api/v2/partners/" + partner.code() + "/funding/limit",
                Role.FINANCE,
                "{\"limit\":{\"value\":\"50000000.00\",\"currency\":\"IDR\"},\"reason\":\"a good payer\"}");

        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(proposed.body().get("summary").asString()).contains("up to Rp50.000.000");
        assertThat(proposed.body().at("/arguments/limit").stringValue()).isEqualTo("50000000.00");
        String approval = proposed.body().get("id").asString();
        Eventually.holds("the e-mails are made", () -> !recipients(approval).isEmpty());
        assertThat(recipients(approval))
                .contains("second-finance@staff.example")
                .doesNotContain("finance@staff.example", "an-operator@staff.example");
        Map<String, Object> email = engine.database()
                .sql("""
                        select template, model ->> 'summary' as summary, model ->> 'reason' as reason from notifications.email
                        where model ->> 'approval_id' = ? and recipient = 'second-finance@staff.example'""")
                .param(approval)
                .query()
                .singleRow();
        assertThat(email)
                .containsEntry("template", "APPROVAL_PROPOSED")
                .containsEntry("reason", "a good payer");
        assertThat(email.get("summary")).asString().contains("Rp50.000.000");
    }

    private List<String> recipients(String approval) {
        return engine.database()
                .sql("select recipient from notifications.email where model ->> 'approval_id' = ?")
                .param(approval)
                .query(String.class)
                .list();
    }
}
