package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One person counts as one in approvals, with any spelling of the address and after a return. */
@EngineTest
class OnePersonTest extends CallsOfPeople {

    private static final String FORBIDDEN = "403 forbidden";

    OnePersonTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void removalEndsPersonsProposals() {
        String leaver = added(Role.OPERATIONS);
        Answer proposed = proposedCredential(leaver);

        change(leaver, "remove", "");

        assertThat(state(proposed)).isEqualTo("EXPIRED");
        assertThat(get(first, "/api/v2/approvals/" + id(proposed))
                        .body()
                        .get("ended_reason")
                        .asString())
                .isEqualTo("the proposer is no longer permitted to propose this");
        assertThat(approve(first, proposed).v2()).isEqualTo(CONFLICT);
        assertThat(get(first, "/api/v2/audit?limit=20").http().body()).contains("EXPIRED_ISSUE_CREDENTIAL");
    }

    @Test
    void newRoleEndsOnlyForbiddenProposals() {
        String demoted = added(Role.ADMIN);
        Answer staffProposal = post(demoted, "/api/v2/staff", newcomer(staff(Role.AUDITOR)));
        Answer credential = proposedCredential(demoted);

        change(demoted, "role", ",\"role\":\"OPERATIONS\"");

        assertThat(state(staffProposal)).isEqualTo("EXPIRED");
        assertThat(state(credential)).isEqualTo("PROPOSED");
        assertThat(approve(first, credential).status()).isEqualTo(200);
    }

    @Test
    void checksProposersRightAtApproval() {
        String gone = added(Role.OPERATIONS);
        Answer proposed = proposedCredential(gone);
        // An attacker with write access to the database removed the person, without any other change.
        engine.database()
                .sql("delete from access.staff where id = ?")
                .param(engine.staffId(gone))
                .update();

        assertThat(approve(first, proposed).v2()).isEqualTo(CONFLICT);
        assertThat(state(proposed)).isEqualTo("PROPOSED");
    }

    @Test
    void returningPersonCannotApproveOwnProposal() {
        String name = "returns" + NUMBER.incrementAndGet();
        String before = name + "@staff.example";
        engine.get(AddStaff.class).add(before, "Returns", Role.ADMIN);
        UUID person = person(before);
        change(before, "remove", "");

        String after = name.toUpperCase(java.util.Locale.ROOT) + "+2@Staff.Example";
        engine.get(AddStaff.class).add(after, "Returns", Role.ADMIN);

        assertThat(person(after)).isEqualTo(person);
    }

    @Test
    void twoStoredSpellingsCountAsOnePerson() {
        String one = added(Role.ADMIN);
        Answer proposed = proposedCredential(one);
        String other = staff(Role.ADMIN);
        engine.get(AddStaff.class).add(other, "Other", Role.ADMIN);
        // As after an upgrade from a version that stored only addresses.
        engine.database()
                .sql("update approvals.approval set proposer = ? where id = ?::uuid")
                .params(engine.person(other), uuid(proposed).toString())
                .update();

        assertThat(approve(other, proposed).v2()).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "%s@staff.example, %s+2@staff.example",
        "%s@staff.example, %S@STAFF.example",
        "%s.a@gmail.com, %sA@googlemail.com",
    })
    void aliasesCountAsOnePerson(String one, String other) {
        String name = "alias" + NUMBER.incrementAndGet();
        String known = one.replace("%s", name);
        engine.get(AddStaff.class).add(known, "Known", Role.OPERATIONS);
        String alias = other.replace("%s", name).replace("%S", name.toUpperCase(java.util.Locale.ROOT));

        assertThat(post(first, "/api/v2/staff", newcomer(alias)).v2()).isEqualTo(CONFLICT);
        engine.get(AddStaff.class).add(alias, "Alias", Role.OPERATIONS);
        assertThat(engine.count("access.staff where person = '" + engine.person(alias) + "'"))
                .isOne();
    }

    @Test
    void dotsDistinguishMailboxesOfOtherDomains() {
        String name = "dots" + NUMBER.incrementAndGet();
        engine.get(AddStaff.class).add(name + "@staff.example", "Known", Role.OPERATIONS);
        assertThat(post(first, "/api/v2/staff", newcomer("d." + name + "@staff.example"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void staffRemoveInsertedPeople() {
        String email = staff(Role.ADMIN);
        UUID id = UUID.randomUUID();
        engine.database()
                .sql(
                        "insert into access.staff (id, email, name, role, created_at) values (?, ?, 'Nobody', 'ADMIN', now())")
                .params(id, email)
                .update();

        assertThat(get(first, "/api/v2/staff").http().body()).doesNotContain(email);
        Answer removal = post(first, "/api/v2/staff/" + id(id) + "/remove", "{\"reason\":\"not ours\"}");
        assertThat(approve(second, removal).status()).isEqualTo(200);
        assertThat(engine.count("access.staff where id = '" + id + "'")).isZero();
    }

    private Answer proposedCredential(String proposer) {
        String code =
                engine.partner("ONEP" + NUMBER.incrementAndGet()).partner().code();
        Answer proposed = post(proposer, "/api/v2/partners/" + code + "/credentials", "{\"reason\":\"rotation\"}");
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        return proposed;
    }

    private UUID person(String email) {
        return engine.person(email);
    }

    private static UUID uuid(Answer proposed) {
        return Ids.parse(id(proposed));
    }
}
