package id.kezbek.people;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.access.VerifyPeople;
import id.kezbek.partners.NewPartner;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.PartnerArchive;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerProfile;
import id.kezbek.partners.PartnerSamples;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names, addresses and numbers of people rest sealed, also those that an engine of before wrote in clear. */
@EngineTest
class SealedPeopleTest {

    private final EngineUnderTest engine;

    SealedPeopleTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void end() {
        engine.clock().reset();
        engine.database()
                .sql("update people.clear_text set ended_at = coalesce(ended_at, now())")
                .update();
        engine.get(SealPeople.class).run();
    }

    @Test
    void noRowHoldsAnybodysNameAddressOrNumberInClear() {
        NewPartner partner = PartnerSamples.partner("SEALED1");
        engine.get(OnboardPartner.class).onboard(partner, "test");
        engine.get(AddStaff.class).add("sealed.member@staff.example", "Sealed Member", Role.AUDITOR);

        for (String table : List.of("access.staff", "partners.officer", "partners.partner")) {
            for (String text : List.of(
                    partner.email(),
                    partner.msisdn().digits(),
                    partner.officer(),
                    partner.address(),
                    "sealed.member@staff.example",
                    "Sealed Member")) {
                assertThat(engine.count(table + " t where lower(t::text) like lower('%" + text + "%')"
                                + " and t.sealed_person is not null"))
                        .as(text + " in " + table)
                        .isZero();
            }
        }
        PartnerProfile profile =
                engine.get(PartnerArchive.class).find("SEALED1").orElseThrow();
        assertThat(List.of(profile.email(), profile.officer(), profile.address()))
                .containsExactly(partner.email(), partner.officer(), partner.address());
        assertThat(profile.msisdn()).isEqualTo(partner.msisdn());
        assertThat(engine.get(OfficerDirectory.class).find(partner.email().toUpperCase(java.util.Locale.ROOT)))
                .as("found by address, whatever its case")
                .get()
                .satisfies(officer -> assertThat(officer.name()).isEqualTo(partner.officer()));
        assertThat(engine.get(OfficerDirectory.class).find("no address at all")).isEmpty();
        assertThat(engine.get(OfficerDirectory.class).find("somebody@a..b")).isEmpty();
    }

    @Test
    void besideEnginesOfBeforeTheTextStandsInClearTooAndEndsWithThem() {
        engine.database()
                .sql("update people.clear_text set ended_at = null, since = ?")
                .param(java.sql.Timestamp.from(engine.clock().instant()))
                .update();
        NewPartner partner = PartnerSamples.partner("SEALED2");
        engine.get(OnboardPartner.class).onboard(partner, "test");
        engine.get(AddStaff.class).add("beside@staff.example", "Beside", Role.AUDITOR);
        assertThat(inClear()).isEqualTo(3);
        // What an engine of the version before changes.
        engine.database()
                .sql("update partners.partner set officer = 'Another' where code = 'SEALED2'")
                .update();

        assertThat(engine.get(SealPeople.class).run())
                .as("engines of before may run")
                .isZero();
        assertThat(inClear()).isEqualTo(3);
        engine.clock().advance(Duration.ofDays(8));
        assertThat(engine.get(SealPeople.class).run()).isGreaterThanOrEqualTo(3);

        assertThat(inClear()).isZero();
        assertThat(engine.get(PartnerArchive.class)
                        .find("SEALED2")
                        .orElseThrow()
                        .officer())
                .isEqualTo("Another");
        assertThat(engine.get(PartnerDirectory.class)
                        .find("SEALED2")
                        .orElseThrow()
                        .email())
                .isEqualTo(partner.email());
        assertThat(engine.get(StaffTokens.class).issue("beside@staff.example", Duration.ofHours(1)))
                .isNotEmpty();
        UUID member = engine.staffId("beside@staff.example");
        assertThat(engine.get(VerifyPeople.class).look().notBelieved())
                .noneSatisfy(row -> assertThat(row).contains(id.kezbek.shared.Ids.text(member)));
        assertThat(engine.database()
                        .sql("select migration from shared.oldest_engine")
                        .query(String.class)
                        .single())
                .as("engines of before refuse to start from then on")
                .isEqualTo("292");
    }

    private long inClear() {
        return engine.count("partners.partner where code = 'SEALED2' and email is not null")
                + engine.count("partners.officer o join partners.partner p on p.id = o.partner"
                        + " where p.code = 'SEALED2' and o.email is not null")
                + engine.count("access.staff where email = 'beside@staff.example'");
    }
}
