package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One mailbox is one person, a proposal ends with its proposer's right, and rows that the engine did not write are
 * ignored.
 */
@EngineTest
class OnePersonTest {

    private static final String FORBIDDEN = "403 forbidden";
    private static final String CONFLICT = "409 state-conflict";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String first = staff(Role.ADMIN);
    private final String second = staff(Role.ADMIN);

    OnePersonTest(EngineUnderTest engine) {
        this.engine = engine;
        engine.get(AddStaff.class).add(first, "First", Role.ADMIN);
        engine.get(AddStaff.class).add(second, "Second", Role.ADMIN);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void removalEndsTheProposalsOfWhoIsRemoved() {
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
    void demotionEndsWhatTheNewRoleMayNotProposeAndKeepsTheRest() {
        String demoted = added(Role.ADMIN);
        Answer staffProposal = post(demoted, "/api/v2/staff", newcomer(staff(Role.AUDITOR)));
        Answer credential = proposedCredential(demoted);

        change(demoted, "role", ",\"role\":\"OPERATIONS\"");

        assertThat(state(staffProposal)).isEqualTo("EXPIRED");
        assertThat(state(credential)).isEqualTo("PROPOSED");
        assertThat(approve(first, credential).status()).isEqualTo(200);
    }

    @Test
    void theProposersRightIsLookedAtAgainAtTheApproval() {
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
    void whoComesBackUnderAnotherSpellingIsTheSamePersonAndDoesNotApproveTheirOwnProposal() {
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
    void twoSpellingsFromBeforeAreOnePersonToApprovals() {
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
    void aliasesOfOneMailboxAreNotTwoPeople(String one, String other) {
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
    void dotsMeanSomethingWhereTheSettingDoesNotNameTheDomain() {
        String name = "dots" + NUMBER.incrementAndGet();
        engine.get(AddStaff.class).add(name + "@staff.example", "Known", Role.OPERATIONS);
        assertThat(post(first, "/api/v2/staff", newcomer("d." + name + "@staff.example"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anOfficerHasNoAddressOfStaffNorTheOtherWayRound() {
        Onboarded partner = engine.partner("ONEP" + NUMBER.incrementAndGet());
        String officers = "/api/v2/partners/" + partner.partner().code() + "/officers";
        assertThat(post(first, officers, officer(second)).v2()).isEqualTo(CONFLICT);
        assertThat(postAs(officerToken(partner), officers, officer(second.replace("@", "+x@")))
                        .v2())
                .isEqualTo(CONFLICT);
        assertThat(post(
                                first,
                                "/api/v2/staff",
                                newcomer(PartnerSamples.email(partner.partner().code())))
                        .v2())
                .isEqualTo(CONFLICT);
    }

    @Test
    void anOfficerOfThePartnerConfirmsWhomOneOfStaffProposed() {
        Onboarded partner = engine.partner("ONEP" + NUMBER.incrementAndGet());
        Onboarded other = engine.partner("ONEP" + NUMBER.incrementAndGet());
        String officers = "/api/v2/partners/" + partner.partner().code() + "/officers";
        Answer proposed =
                post(added(Role.OPERATIONS), officers, officer("new" + NUMBER.incrementAndGet() + "@shop.example"));
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(told(partner)).isOne();
        assertThat(told(other)).isZero();
        String confirm =
                officers + "/" + proposed.body().at("/arguments/officer").asString() + "/confirm";

        Answer listed =
                Call.to(engine.uri(officers)).bearer(officerToken(partner)).by(client);
        assertThat(listed.body().at("/items/1/state").asString()).isEqualTo("PROPOSED");
        assertThat(postAs(officerToken(other), confirm, "").v2()).isEqualTo("404 not-found");
        assertThat(postAs(
                                officerToken(other),
                                confirm.replace(
                                        partner.partner().code(),
                                        other.partner().code()),
                                "")
                        .v2())
                .isEqualTo("404 not-found");

        Answer confirmed = postAs(officerToken(partner), confirm, "");

        assertThat(confirmed.status()).as("%s", confirmed.body()).isEqualTo(200);
        assertThat(confirmed.body().get("state").asString()).isEqualTo("ADDED");
        assertThat(state(proposed)).isEqualTo("APPROVED");
        assertThat(told(partner)).isEqualTo(2);
        assertThat(postAs(officerToken(partner), confirm, "").v2()).isEqualTo("404 not-found");
    }

    @Test
    void anOfficerDeclinesWhomStaffProposed() {
        Onboarded partner = engine.partner("ONEP" + NUMBER.incrementAndGet());
        String officers = "/api/v2/partners/" + partner.partner().code() + "/officers";
        Answer proposed = post(first, officers, officer("new" + NUMBER.incrementAndGet() + "@shop.example"));

        assertThat(delete(
                                officerToken(partner),
                                officers + "/"
                                        + proposed.body()
                                                .at("/arguments/officer")
                                                .asString())
                        .status())
                .isEqualTo(204);

        assertThat(state(proposed)).isEqualTo("REJECTED");
    }

    @Test
    void officersAddAndRemoveColleaguesAndTheLastOneStays() {
        Onboarded partner = engine.partner("ONEP" + NUMBER.incrementAndGet());
        String officers = "/api/v2/partners/" + partner.partner().code() + "/officers";
        String token = officerToken(partner);
        Answer listed = Call.to(engine.uri(officers)).bearer(token).by(client);
        String only = officers + "/" + listed.body().at("/items/0/id").asString();
        assertThat(delete(token, only).v2()).isEqualTo(CONFLICT);

        String email = "colleague" + NUMBER.incrementAndGet() + "@shop.example";
        Answer added = postAs(token, officers, "{\"name\":\"Budi\",\"email\":\"%s\"}".formatted(email));
        assertThat(added.status()).as("%s", added.body()).isEqualTo(201);
        assertThat(delete(token, only).status()).isEqualTo(204);

        String colleague =
                token(new Caller(Role.OFFICER, email, partner.partner().id()));
        assertThat(Call.to(engine.uri(officers))
                        .bearer(colleague)
                        .by(client)
                        .body()
                        .get("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role = 'ADMIN'",
                "email = 'other@staff.example', name = 'Other'",
                "sealed_person = null",
                "sealed_person = (select o.sealed_person from access.staff o where o.id <> staff.id"
                        + " and o.sealed_person is not null limit 1)",
                "person = gen_random_uuid()",
                "mac = null"
            })
    void aRowThatSomethingElseChangedIsNotBelieved(String change) {
        String email = added(Role.AUDITOR);
        String token = engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
        assertThat(Call.to(engine.uri("/api/v2/staff")).bearer(token).by(client).status())
                .isEqualTo(200);
        UUID id = engine.staffId(email);

        engine.database()
                .sql("update access.staff set " + change + " where id = ?")
                .param(id)
                .update();

        assertThat(Call.to(engine.uri("/api/v2/staff")).bearer(token).by(client).status())
                .isEqualTo(401);
    }

    @Test
    void insertedPeopleAreNotBelievedAndStaffRemovesThem() {
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

    @Test
    void anInsertedOfficerIsNotBelieved() {
        Onboarded partner = engine.partner("ONEP" + NUMBER.incrementAndGet());
        engine.database()
                .sql(
                        "insert into partners.officer (id, partner, name, email, created_at) values (?, ?, 'Nobody', ?, now())")
                .params(
                        UUID.randomUUID(),
                        partner.partner().id().value(),
                        "inserted@" + partner.partner().code() + ".example")
                .update();
        Answer listed = get(first, "/api/v2/partners/" + partner.partner().code() + "/officers");
        assertThat(listed.body().get("items")).hasSize(1);
    }

    /** The number of e-mails about officers to the partner's first officer. */
    private int told(Onboarded partner) {
        return get(
                        first,
                        "/api/v2/emails?template=OFFICERS_CHANGED&to="
                                + PartnerSamples.email(partner.partner().code()))
                .body()
                .get("items")
                .size();
    }

    private Answer proposedCredential(String proposer) {
        String code =
                engine.partner("ONEP" + NUMBER.incrementAndGet()).partner().code();
        Answer proposed = post(proposer, "/api/v2/partners/" + code + "/credentials", "{\"reason\":\"rotation\"}");
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        return proposed;
    }

    private void change(String email, String what, String more) {
        UUID id = engine.staffId(email);
        Answer proposed = post(first, "/api/v2/staff/" + id(id) + "/" + what, "{\"reason\":\"moved\"" + more + "}");
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(approve(second, proposed).status()).isEqualTo(200);
    }

    private UUID person(String email) {
        return engine.person(email);
    }

    private String state(Answer proposed) {
        return get(first, "/api/v2/approvals/" + id(proposed))
                .body()
                .get("state")
                .asString();
    }

    private static String id(Answer proposed) {
        return proposed.body().get("id").asString();
    }

    private static String id(UUID id) {
        return Ids.text(id);
    }

    private static UUID uuid(Answer proposed) {
        return Ids.parse(id(proposed));
    }

    private String added(Role role) {
        String email = staff(role);
        engine.get(AddStaff.class).add(email, "Somebody", role);
        return email;
    }

    private static String staff(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT) + NUMBER.incrementAndGet() + "@one-person.example";
    }

    private static String newcomer(String email) {
        return "{\"email\":\"%s\",\"name\":\"Newcomer\",\"role\":\"AUDITOR\",\"reason\":\"joins\"}".formatted(email);
    }

    private static String officer(String email) {
        return "{\"email\":\"%s\",\"name\":\"Officer\",\"reason\":\"asked for\"}".formatted(email);
    }

    private String officerToken(Onboarded partner) {
        return token(new Caller(
                Role.OFFICER,
                PartnerSamples.email(partner.partner().code()),
                partner.partner().id()));
    }

    private String token(Caller caller) {
        return engine.get(IdentityProvider.class)
                .issue(caller, Duration.ofHours(1))
                .token();
    }

    private String staffToken(String email) {
        return engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
    }

    private Answer get(String email, String path) {
        return Call.to(engine.uri(path)).bearer(staffToken(email)).by(client);
    }

    private Answer post(String email, String path, String body) {
        return postAs(staffToken(email), path, body);
    }

    private Answer approve(String email, Answer proposed) {
        return post(email, "/api/v2/approvals/" + id(proposed) + "/approve", "");
    }

    private Answer postAs(String token, String path, String body) {
        return Call.to(engine.uri(path))
                .bearer(token)
                .header("content-type", "application/json")
                .header("Idempotency-Key", "one-person-" + NUMBER.incrementAndGet())
                .post(body)
                .by(client);
    }

    private Answer delete(String token, String path) {
        return Call.to(engine.uri(path))
                .bearer(token)
                .send("DELETE", new byte[0])
                .by(client);
    }
}
