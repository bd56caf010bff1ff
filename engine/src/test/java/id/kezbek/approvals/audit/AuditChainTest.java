package id.kezbek.approvals.audit;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each change of a stored audit entry breaks the chain, and the verification names the row. */
@EngineTest
class AuditChainTest extends SeparateAuditLog {

    AuditChainTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void acceptsUnchangedLog() {
        assertThat(verify()).startsWith("0 10 rows").contains("head " + head());
        assertThat(verify("--head", head())).startsWith("0 10 rows");
    }

    @Test
    void acceptsEmptyLog() {
        tamper("truncate approvals.audit");
        assertThat(verify()).startsWith("0 0 rows");
        assertThat(verify("--head", "00".repeat(31) + "01")).startsWith("1 row 1 CUT_OFF");
    }

    @Test
    void findsEarlierHeadInLongerLog() {
        String kept = head();
        append("LATER");
        assertThat(verify("--head", kept)).startsWith("0 11 rows");
    }

    @Test
    void namesChangedRow() {
        tamper("update approvals.audit set detail = '{}' where number = 5");
        assertThat(verify()).startsWith("1 row 5 CHANGED");
    }

    @Test
    void hashCoversEveryColumn() {
        for (String change : new String[] {
            "at = at + interval '1 microsecond'",
            "actor = repeat('0', 32)",
            "act = 'OTHER'",
            "subject = 'other'",
            "previous = decode(repeat('00', 32), 'hex')"
        }) {
            tamper("update approvals.audit set " + change + " where number = 7");
            assertThat(verify()).as(change).startsWith("1 row 7 CHANGED");
            tamper("truncate approvals.audit");
            for (int i = 1; i <= 10; i++) {
                append("ACT_" + i);
            }
        }
    }

    @Test
    void namesRowChangedWithItsHash() {
        AuditRow row = row(5);
        AuditRow forged = AuditRow.chained(
                row.number(), row.at(), row.actor(), "FORGED", row.subject(), row.detail(), row.previous());
        tamper("update approvals.audit set act = 'FORGED', hash = decode('" + VerifyAudit.text(forged.hash())
                + "', 'hex') where number = 5");
        assertThat(verify()).startsWith("1 row 5 CHANGED");
    }

    @Test
    void namesMissingRow() {
        tamper("delete from approvals.audit where number = 4");
        assertThat(verify()).startsWith("1 row 4 MISSING");
        tamper("delete from approvals.audit where number <= 3");
        assertThat(verify()).startsWith("1 row 1 MISSING: it is missing, with those up to row 4");
    }

    @Test
    void namesSwappedRows() {
        tamper("update approvals.audit set number = 1000 where number = 3");
        tamper("update approvals.audit set number = 3 where number = 8");
        tamper("update approvals.audit set number = 8 where number = 1000");
        assertThat(verify()).startsWith("1 row 3 REORDERED: it is here and was row 8");
    }

    @Test
    void namesRemovedRowAfterRenumbering() {
        tamper("delete from approvals.audit where number = 6");
        tamper("update approvals.audit set number = number - 1 where number = 7");
        assertThat(verify()).startsWith("1 row 6 REORDERED: it is here and was row 7");
    }

    @Test
    void storedHeadRevealsRemovedTail() {
        String kept = head();
        tamper("delete from approvals.audit where number > 7");
        assertThat(verify()).startsWith("0 7 rows");
        assertThat(verify("--head", kept)).startsWith("1 row 8 CUT_OFF");
    }

    @Test
    void storedHeadRevealsRewrittenLog() {
        String kept = head();
        tamper("truncate approvals.audit");
        for (int i = 1; i <= 10; i++) {
            append("FORGED_" + i);
        }
        assertThat(verify()).startsWith("0 10 rows");
        assertThat(verify("--head", kept)).startsWith("1 row 11 CUT_OFF");
    }

    @Test
    void detectsChangedActor() {
        tamper("update approvals.actor set subject = 'innocent@staff.example'");
        assertThat(verify()).startsWith("1 row 1 ACTOR_CHANGED");
    }

    @Test
    void masterKeyRevealsSwappedActors() {
        tamper("update approvals.actor set sealed_subject = '\\x01020304'");
        assertThat(verify()).as("without the key").startsWith("0 10 rows");
        environment = Map.of("CEZBEK_SECURITY_MASTER_KEY", MASTER_KEY);
        assertThat(verify()).startsWith("1 row 1 ACTOR_CHANGED");
    }

    @Test
    void detectsDeletedActor() {
        tamper("delete from approvals.actor");
        assertThat(verify()).startsWith("1 row 1 ACTOR_CHANGED");
    }

    @Test
    void erasedActorKeepsLogValid() {
        tamper("update approvals.actor set salt = null, subject = null, sealed_subject = null, subject_hash = null");
        assertThat(verify()).startsWith("0 10 rows");
        append("LATER");
        assertThat(verify()).startsWith("0 11 rows");
    }
}
