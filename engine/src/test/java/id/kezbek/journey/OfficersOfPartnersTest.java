package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.StaffTokens;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Officers of partners: who adds, confirms and removes them, and which rows the engine accepts. */
@EngineTest
class OfficersOfPartnersTest extends CallsOfPeople {

    OfficersOfPartnersTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void officerAndStaffCannotShareAddress() {
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
    void officerConfirmsStaffsProposal() {
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
    void officerDeclinesStaffsProposal() {
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
    void officersManageColleaguesButNotTheLast() {
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
    void rejectsModifiedRow(String change) {
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
    void rejectsInsertedOfficer() {
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

    private static String officer(String email) {
        return "{\"email\":\"%s\",\"name\":\"Officer\",\"reason\":\"asked for\"}".formatted(email);
    }

    private String officerToken(Onboarded partner) {
        return token(new Caller(
                Role.OFFICER,
                PartnerSamples.email(partner.partner().code()),
                partner.partner().id()));
    }

    private Answer delete(String token, String path) {
        return Call.to(engine.uri(path))
                .bearer(token)
                .send("DELETE", new byte[0])
                .by(client);
    }
}
