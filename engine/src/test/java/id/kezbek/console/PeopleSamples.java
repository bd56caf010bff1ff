package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.partners.officers.ChangeOfficers;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ids of a partner's people.
 *
 * @param colleague an officer whom the first officer can remove
 * @param proposed an officer whom staff proposed
 * @param session a session of the first officer
 */
record PeopleSamples(String colleague, String proposed, String session) {

    static PeopleSamples of(EngineUnderTest engine, PartnerSystem partner) {
        String email = PartnerSamples.email(partner.code());
        ChangeOfficers officers = engine.get(ChangeOfficers.class);
        UUID first = officers.of(partner.id()).getFirst().id();
        UUID colleague = officers.add(
                        partner.id(), "Colleague of " + partner.code(), "colleague." + email, Language.ENGLISH, "test")
                .id();
        Instant now = engine.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Session session = new Session(
                engine.get(Ids.class).next(),
                Role.OFFICER,
                email,
                partner.id(),
                first,
                null,
                now,
                now.plus(Duration.ofHours(1)));
        engine.get(Sessions.class).open(session);
        return new PeopleSamples(Ids.text(colleague), proposed(engine, partner), Ids.text(session.id()));
    }

    private static String proposed(EngineUnderTest engine, PartnerSystem partner) {
        String path = "/api/v2/partners/" + partner.code() + "/officers";
        String name = "Proposed at " + partner.code();
        try (StaffCalls staff = new StaffCalls(engine)) {
            Answer answer = staff.post(
                    path,
                    Role.OPERATIONS,
                    JsonMapper.shared()
                            .writeValueAsString(Map.of(
                                    "name",
                                    name,
                                    "email",
                                    "proposed." + PartnerSamples.email(partner.code()),
                                    "reason",
                                    "asked by the partner")));
            assertThat(answer.status()).as(answer.v2()).isEqualTo(202);
            return staff.get(path, Role.OPERATIONS)
                    .body()
                    .get("items")
                    .valueStream()
                    .filter(officer -> officer.get("name").asString().equals(name))
                    .map(officer -> officer.get("id").asString())
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The value of an id on a page about people; empty for other pages. */
    Optional<String> value(String path) {
        if (path.startsWith("/console/sessions/")) {
            return Optional.of(session);
        }
        if (path.contains("/officers/")) {
            return Optional.of(path.endsWith("/confirm") ? proposed : colleague);
        }
        return Optional.empty();
    }
}
