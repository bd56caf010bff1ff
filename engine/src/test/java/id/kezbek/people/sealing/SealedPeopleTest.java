package id.kezbek.people.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.access.people.VerifyPeople;
import id.kezbek.partners.NewPartner;
import id.kezbek.partners.OfficerDirectory;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.records.PartnerArchive;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.people.PeopleRows;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names, addresses and numbers of people are sealed, including those that an earlier engine wrote in clear text. */
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
    void noRowContainsPersonalDataInClear() {
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
        // A change by an engine of the previous version.
        engine.database()
                .sql("update partners.partner set officer = 'Another' where code = 'SEALED2'")
                .update();

        assertThat(engine.get(SealPeople.class).run())
                .as("engines of before may run")
                .isEqualTo(new PeopleRows.Sealed(0, 0));
        assertThat(inClear()).isEqualTo(3);
        engine.clock().advance(Duration.ofDays(8));
        assertThat(engine.get(SealPeople.class).run().sealed()).isGreaterThanOrEqualTo(3);

        assertThat(inClear()).isZero();
        assertThat(engine.get(PartnerArchive.class)
                        .find("SEALED2")
                        .orElseThrow()
                        .officer())
                .isEqualTo("Another");
        assertThat(engine.get(PartnerDirectory.class)
                        .find("SEALED2")
                        .orElseThrow()
                        .msisdn())
                .contains(partner.msisdn());
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
                .isEqualTo("308");
    }

    @Test
    void unreadablePartnerIsReportedAndDelaysNoOther() {
        NewPartner other = onboard("SEALED3");
        onboard("SEALED4");
        engine.database()
                .sql("update partners.partner set sealed_person = ? where code = 'SEALED4'")
                .param("no sealed text".getBytes(StandardCharsets.UTF_8))
                .update();
        double before = tamperingFound();
        raisePartners();

        Partner broken = engine.get(PartnerDirectory.class).find("SEALED4").orElseThrow();
        assertThat(broken.isActive()).isTrue();
        assertThat(broken.msisdn()).isEmpty();
        assertThat(engine.get(PartnerDirectory.class)
                        .find("SEALED3")
                        .orElseThrow()
                        .msisdn())
                .contains(other.msisdn());
        // Once for each load; the engine loads by itself as well.
        assertThat(tamperingFound()).isGreaterThan(before);
        PartnerArchive archive = engine.get(PartnerArchive.class);
        assertThat(archive.page(new PartnerArchive.Page(null, null, "SEALED4", null, 10)))
                .singleElement()
                .satisfies(profile -> assertThat(profile.email()).isNull());
        assertThatThrownBy(() -> archive.find("SEALED4")).hasMessageContaining("cannot be decrypted");

        engine.database()
                .sql(
                        "delete from partners.officer where partner = (select id from partners.partner where code = 'SEALED4')")
                .update();
        engine.database()
                .sql("update partners.partner set sealed_person = null, email = 'again@sealed.example',"
                        + " msisdn = '628120009994', officer = 'Again', address = 'Again' where code = 'SEALED4'")
                .update();
    }

    @Test
    void ignoresClearTextAfterItsEnd() {
        NewPartner partner = onboard("SEALED5");
        // Clear text of other tests.
        int left = engine.get(SealPeople.class).run().left();
        engine.database()
                .sql("update partners.partner set email = 'thief@else.example', msisdn = '628120009995',"
                        + " officer = 'Thief', address = 'Elsewhere' where code = 'SEALED5'")
                .update();
        double before = tamperingFound();

        assertThat(engine.get(SealPeople.class).run()).isEqualTo(new PeopleRows.Sealed(0, left + 1));

        assertThat(engine.get(PartnerArchive.class)
                        .find("SEALED5")
                        .orElseThrow()
                        .email())
                .isEqualTo(partner.email());
        assertThat(tamperingFound()).isGreaterThan(before);
        engine.database()
                .sql("update partners.partner set email = null, msisdn = null, officer = null, address = null"
                        + " where code = 'SEALED5'")
                .update();
        assertThat(engine.get(PartnerArchive.class)
                        .find("SEALED5")
                        .orElseThrow()
                        .email())
                .isEqualTo(partner.email());
    }

    @Test
    void addressAndNumberThatAnEngineOfBeforeChangedAreFreeForOthers() {
        engine.database()
                .sql("update people.clear_text set ended_at = null, since = ?")
                .param(java.sql.Timestamp.from(engine.clock().instant()))
                .update();
        onboard("SEALED6");
        engine.database()
                .sql(
                        "update partners.partner set email = 'moved@sealed.example', msisdn = '628120009996' where code = 'SEALED6'")
                .update();
        assertThat(engine.count(
                        "partners.partner where code = 'SEALED6' and email_hash is null and msisdn_hash is null"))
                .isEqualTo(1);
        engine.clock().advance(Duration.ofDays(8));

        assertThat(engine.get(SealPeople.class).run().left()).isZero();
        assertThat(
                        engine.count(
                                "partners.partner where code = 'SEALED6' and email_hash is not null and msisdn_hash is not null"))
                .isEqualTo(1);
        assertThat(engine.get(PartnerArchive.class)
                        .find("SEALED6")
                        .orElseThrow()
                        .email())
                .isEqualTo("moved@sealed.example");
    }

    @Test
    void partnerWithDuplicateAddressStaysInClear() {
        engine.database()
                .sql("update people.clear_text set ended_at = null, since = ?")
                .param(java.sql.Timestamp.from(engine.clock().instant()))
                .update();
        onboard("SEALED7");
        onboard("SEALED8");
        // A row with only sealed values is not a neighbour in the index of clear texts.
        engine.database()
                .sql("update partners.partner set email = null, msisdn = null, officer = null, address = null"
                        + " where code = 'SEALED7'")
                .update();
        engine.database()
                .sql("update partners.partner set email = ? where code = 'SEALED8'")
                .param(PartnerSamples.partner("SEALED7").email())
                .update();
        engine.clock().advance(Duration.ofDays(8));

        assertThat(engine.get(SealPeople.class).run().left()).isEqualTo(1);
        assertThat(engine.get(PartnerArchive.class)
                        .find("SEALED8")
                        .orElseThrow()
                        .email())
                .isEqualTo(PartnerSamples.partner("SEALED7").email());

        engine.database()
                .sql("update partners.partner set email = 'own@sealed.example' where code = 'SEALED8'")
                .update();
        // Other tests' e-mails may be sealed in the same run.
        assertThat(engine.get(SealPeople.class).run().left()).isZero();
        assertThat(engine.count("partners.partner where code = 'SEALED8' and email is null"))
                .isEqualTo(1);
    }

    private NewPartner onboard(String code) {
        NewPartner partner = PartnerSamples.partner(code);
        engine.get(OnboardPartner.class).onboard(partner, "test");
        return partner;
    }

    private void raisePartners() {
        engine.database()
                .sql("update shared.data_version set version = version + 1 where name = ?")
                .param(PartnerDirectory.SETTINGS)
                .update();
        engine.get(DataVersions.class).refresh();
    }

    private double tamperingFound() {
        return engine.get(MeterRegistry.class)
                .get("cezbek.security.events")
                .tag("event", SecurityEvent.TAMPERING_FOUND.label())
                .counter()
                .count();
    }

    private long inClear() {
        return engine.count("partners.partner where code = 'SEALED2' and email is not null")
                + engine.count("partners.officer o join partners.partner p on p.id = o.partner"
                        + " where p.code = 'SEALED2' and o.email is not null")
                + engine.count("access.staff where email = 'beside@staff.example'");
    }
}
