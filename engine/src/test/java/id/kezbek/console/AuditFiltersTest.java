package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Partner;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The audit log by person and day. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditFiltersTest {

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private LocalDate day;
    private String subject;

    AuditFiltersTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    /** Operations suspends a partner on one day, and an administrator proposes to resume it two days later. */
    @BeforeAll
    void twoActsOfTwoPeople() {
        day = engine.clock().dayNotYetReached();
        Partner partner = engine.partner("AUDITED").partner();
        subject = "partner " + partner.code();
        engine.clock().turnTo(day);
        suspend(partner, Role.OPERATIONS, "/suspend");
        engine.clock().turnTo(day.plusDays(2));
        suspend(partner, Role.ADMIN, "/resume");
    }

    private void suspend(Partner partner, Role role, String act) {
        assertThat(staff.post("/api/v2/partners/" + partner.code() + act, role, "{\"reason\":\"asked for\"}")
                        .status())
                .isBetween(200, 299);
    }

    @AfterAll
    void close() {
        engine.clock().reset();
        staff.close();
    }

    @Test
    void findsAllEntriesOfPersonByAddressInAnyCaseOrById() {
        JsonNode entry = entries("&from=" + day).getLast();
        String address = entry.get("actor").asString();

        assertThat(address).contains("@");
        for (String actor : List.of(
                address, address.toUpperCase(Locale.ROOT), entry.get("actor_id").asString())) {
            List<JsonNode> found = entries("&from=" + day + "&actor=" + encoded(actor));
            assertThat(found).as(actor).singleElement().isEqualTo(entry);
        }
        assertThat(entries("&actor=nobody@staff.example")).isEmpty();
        assertThat(entries("&actor=" + encoded(address.substring(1))))
                .as("a part of an address")
                .isEmpty();
    }

    @Test
    void findsEntriesOfJakartaDays() {
        assertThat(entries("&from=" + day)).hasSize(2);
        assertThat(entries("&from=" + day + "&to=" + day.plusDays(1)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("act").asString()).isEqualTo("PARTNER_SUSPENDED"));
        assertThat(entries("&from=" + day.plusDays(1) + "&to=" + day.plusDays(2)))
                .isEmpty();
        assertThat(entries("&from=" + day.plusDays(3))).isEmpty();
        assertThat(staff.get("/api/v2/audit?from=" + day + "&to=" + day, Role.AUDITOR)
                        .fields())
                .containsExactly("to");
    }

    @Test
    void pagesByDayShowEachEntryOnce() {
        String list = "/api/v2/audit?limit=1&subject=" + encoded(subject) + "&from=" + day;
        JsonNode first = staff.get(list, Role.AUDITOR).body();
        JsonNode second = staff.get(list + "&cursor=" + first.get("next_cursor").asString(), Role.AUDITOR)
                .body();

        assertThat(first.at("/items/0/act").asString()).isEqualTo("PROPOSED_RESUME_PARTNER");
        assertThat(second.at("/items/0/act").asString()).isEqualTo("PARTNER_SUSPENDED");
        assertThat(second.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void pageFindsPersonAndIncludesLastDayInBothLanguages() {
        String address = entries("&from=" + day).getLast().get("actor").asString();
        String page = "/console/audit?from=" + day + "&to=" + day + "&actor=" + encoded(address);
        try (ConsoleCalls auditor = ConsoleCalls.staff(engine, Role.AUDITOR)) {
            auditor.get("/console?lang=en");
            assertThat(auditor.get(page).body())
                    .contains(subject, "PARTNER_SUSPENDED", ">Who</label>", ">Until</label>")
                    .doesNotContain("PROPOSED_RESUME_PARTNER");
            auditor.get("/console?lang=id");
            assertThat(auditor.get(page).body()).contains(subject, ">Siapa</label>", ">Sampai</label>");
        }
    }

    private List<JsonNode> entries(String filters) {
        return staff.get("/api/v2/audit?subject=" + encoded(subject) + filters, Role.AUDITOR)
                .body()
                .get("items")
                .valueStream()
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
