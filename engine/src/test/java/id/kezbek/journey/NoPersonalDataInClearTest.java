package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.retention.ForgetExpired;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.records.PartnerArchive;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.people.sealing.SealPeople;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Searches every column of every table, so that a new column with an address or a number in clear text is found. A
 * customer's own number is the key of all the customer's data and is stored in clear text.
 */
@EngineTest
class NoPersonalDataInClearTest {

    /** Columns in which an address may be in clear text for some days; docs/privacy.md gives the reasons. */
    private static final Map<String, String> IN_CLEAR_FOR_A_WHILE = Map.of(
            "cashback.purchase.email", "90 days: v1 and officers search by a part of it",
            "facts.fact.body", "2 days: the readers of facts need it");

    private static final String PROVIDER = "/api/v2/providers/MTRANS";
    private static final String TEMPLATE = "/api/v2/templates/OPERATOR_ALERT/en";
    private static int stories;

    private final EngineUnderTest engine;
    private final StaffCalls staff;
    private final int number = ++stories;
    private final String customersEmail = "nobody.in.clear." + number + "@customers.example";
    private final String officersEmail = "nobody.in.clear." + number + "@officers.example";
    private final String actor = "nobody.acts." + number + "@staff.example";
    private final String proposedEmail = "nobody.proposed." + number + "@officers.example";

    NoPersonalDataInClearTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void end() {
        staff.post(PROVIDER + "/resume", Role.OPERATIONS, "{}");
        engine.clock().reset();
        engine.database()
                .sql("update people.clear_mentions set ended_at = coalesce(ended_at, now())")
                .update();
        engine.get(SealPeople.class).run();
        staff.close();
    }

    @Test
    void noColumnContainsPersonalDataInClear() {
        PartnerProfile partner = story();

        assertNobodyStandsInClear(partner);
        assertPeopleAreNamedToThoseWhoMayKnow(partner);
        assertTheProposedOfficerIsListed(partner);
    }

    @Test
    void sealsClearTextAfterUpgrade() {
        engine.database()
                .sql("update people.clear_mentions set ended_at = null, since = ?")
                .param(Timestamp.from(engine.clock().instant()))
                .update();
        PartnerProfile partner = story();
        engine.get(SealPeople.class).run();
        Map<String, Map<String, Long>> found =
                whereverStand(List.of("operations@staff.example", actor, officersEmail, customersEmail));
        assertThat(found.get("operations@staff.example"))
                .as("engines of before read these")
                .containsKeys(
                        "approvals.approval.proposed_by",
                        "payouts.provider.paused_by",
                        "notifications.template.proposed_by");
        assertThat(found.get(actor))
                .containsKeys(
                        "approvals.actor.subject", "billing.top_up.recorded_by", "ledger.bank_transfer.recorded_by");
        assertThat(found.get(officersEmail)).containsKey("approvals.approval.arguments");
        assertThat(found.get(customersEmail)).containsKey("notifications.contact.email");
        assertPeopleAreNamedToThoseWhoMayKnow(partner);
        assertTheProposedOfficerIsListed(partner);

        engine.clock().advance(Duration.ofDays(8));
        engine.get(ForgetExpired.class).forget();
        assertThat(engine.get(SealPeople.class).run().sealed()).isPositive();

        assertNobodyStandsInClear(partner);
        assertPeopleAreNamedToThoseWhoMayKnow(partner);
        assertThat(engine.get(SealPeople.class).run().sealed())
                .as("nothing is left")
                .isZero();
    }

    private PartnerProfile story() {
        PartnerSystem system = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        String partner = "/api/v2/partners/" + system.code();
        assertThat(system.transact(PurchaseBody.goodV2()
                                .with("email", "\"" + customersEmail + "\"")
                                .json())
                        .status())
                .isEqualTo(201);
        engine.awaitPaid(system.id());
        Eventually.holds("its e-mails are written", () -> system.emails() >= 1);
        String transfer = "{\"amount\":{\"value\":\"1000.00\",\"currency\":\"IDR\"},\"bank_reference\":\"in clear "
                + system.code();
        assertDone(staff.twoPeople(partner + "/funding/top-ups", transfer + " 1\"}"));
        assertDone(staff.twoPeople(PROVIDER + "/float-top-ups", transfer + " 2\"}"));
        engine.get(RecordTopUp.class)
                .record(new TopUp(
                        engine.get(PartnerDirectory.class).find(system.id()).orElseThrow(),
                        Money.rupiah(500),
                        "alone " + system.code(),
                        "alone",
                        actor));
        assertDone(staff.post(PROVIDER + "/pause", Role.OPERATIONS, "{\"reason\":\"slow\"}"));
        Answer template = staff.post(
                TEMPLATE,
                Role.OPERATIONS,
                "{\"subject\":\"{{alert}} " + system.code()
                        + "\",\"html\":\"<p>{{alert}} {{detail}}</p>\",\"text\":\"{{alert}} {{detail}}\",\"reason\":\"a story\"}");
        assertDone(staff.approve(template, Role.ADMIN));
        Answer officer = staff.post(partner + "/officers", Role.OPERATIONS, officer(officersEmail));
        assertDone(staff.approve(officer, Role.ADMIN));
        assertThat(staff.post(partner + "/officers", Role.OPERATIONS, officer(proposedEmail))
                        .status())
                .isEqualTo(202);
        assertDone(staff.send("PATCH", partner, Role.OPERATIONS, "{\"officer\":\"Nobody Inclear " + number + "\"}"));
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(AuditLog.class)
                        .append(new AuditEntry(actor, "STORY_TOLD", "story " + number, Map.of())));
        return engine.get(PartnerArchive.class).find(system.code()).orElseThrow();
    }

    private String officer(String email) {
        return "{\"name\":\"Nobody Inclear " + number + "\",\"email\":\"" + email + "\",\"reason\":\"a story\"}";
    }

    private static void assertDone(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isBetween(200, 299);
    }

    private void assertNobodyStandsInClear(PartnerProfile partner) {
        Map<String, Map<String, Long>> found = whereverStand(List.of(
                customersEmail,
                officersEmail,
                proposedEmail,
                actor,
                partner.email(),
                partner.msisdn().digits().substring(2),
                "Nobody Inclear " + number,
                "operations@staff.example",
                "finance@staff.example",
                "admin@staff.example"));
        found.values().forEach(columns -> columns.keySet().removeAll(IN_CLEAR_FOR_A_WHILE.keySet()));
        assertThat(found)
                .hasSize(10)
                .allSatisfy((text, columns) -> assertThat(columns).as(text).isEmpty());
    }

    private void assertPeopleAreNamedToThoseWhoMayKnow(PartnerProfile partner) {
        assertThat(staff.get("/api/v2/audit?act=STORY_TOLD&limit=1", Role.AUDITOR)
                        .body()
                        .toString())
                .contains(actor);
        assertThat(staff.get("/api/v2/audit?act=PROVIDER_PAUSED&limit=1", Role.AUDITOR)
                        .body()
                        .toString())
                .contains("operations@staff.example");
        assertThat(staff.get("/api/v2/providers", Role.OPERATIONS).body().toString())
                .contains("operations@staff.example");
        assertThat(staff.get("/api/v2/approvals?limit=10", Role.ADMIN).body().toString())
                .contains("operations@staff.example", officersEmail, proposedEmail);
        assertThat(staff.get(TEMPLATE + "/versions?limit=1", Role.ADMIN).body().toString())
                .contains("operations@staff.example", "admin@staff.example");
        assertThat(staff.get("/api/v2/partners/" + partner.code() + "/officers", Role.OPERATIONS)
                        .body()
                        .toString())
                .contains(officersEmail);
    }

    private void assertTheProposedOfficerIsListed(PartnerProfile partner) {
        assertThat(staff.get("/api/v2/partners/" + partner.code() + "/officers", Role.OPERATIONS)
                        .body()
                        .toString())
                .contains(proposedEmail);
    }

    /** For each text, every column that contains it, also as bytes, with the number of rows. */
    private Map<String, Map<String, Long>> whereverStand(List<String> texts) {
        Map<String, Map<String, Long>> found = new TreeMap<>();
        texts.forEach(text -> found.put(text, new TreeMap<>()));
        List<String[]> columns = engine.database()
                .sql("""
                        select c.table_schema || '.' || c.table_name, c.column_name, c.data_type from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'public')
                          and c.data_type in ('text', 'jsonb', 'json', 'bytea', 'ARRAY', 'character varying', 'character')""")
                .query((row, n) -> new String[] {row.getString(1), row.getString(2), row.getString(3)})
                .list();
        for (String[] column : columns) {
            String asText = column[2].equals("bytea") ? "encode(" + column[1] + ", 'escape')" : column[1] + "::text";
            String counts = texts.stream()
                    .map(text -> "count(*) filter (where position(lower('" + text + "') in value) > 0)")
                    .collect(Collectors.joining(", "));
            engine.database()
                    .sql("select " + counts + " from (select lower(" + asText + ") as value from " + column[0]
                            + " offset 0) as held")
                    .query(row -> {
                        for (int i = 0; i < texts.size(); i++) {
                            if (row.getLong(i + 1) > 0) {
                                Objects.requireNonNull(found.get(texts.get(i)))
                                        .put(column[0] + "." + column[1], row.getLong(i + 1));
                            }
                        }
                    });
        }
        return found;
    }
}
