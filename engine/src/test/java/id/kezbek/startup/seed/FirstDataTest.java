package id.kezbek.startup.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.access.AddFirstAdministrators;
import id.kezbek.access.StaffTokens;
import id.kezbek.access.people.AdoptPeople;
import id.kezbek.access.people.VerifyPeople;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.billing.ChangeFundingTerms;
import id.kezbek.loyalty.Tiers;
import id.kezbek.partners.Onboarded;
import id.kezbek.people.sealing.SealPeople;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.startup.StartFailure;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.StaffCalls;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first data of an installation: an empty database, and a database with the seed of settings. */
class FirstDataTest {

    private static final String TIERS = "/api/v2/tiers";
    private static final String LADDER = """
            {"tiers":[{"code":"BRONZE","grade":1,"last_count":5,"lasts_days":90,"rewards":[]}],"reason":"the first"}""";
    private static final String PURCHASE = """
            {"reference":"INV/1","quantity":2,"amount":{"value":"750000.00","currency":"IDR"},"msisdn":"628118770510",
             "wallet":"LSAJA","email":"customer@example.com"}""";

    @Test
    void refusesPurchaseWithoutTiersUntilTwoPeopleCreateThem() {
        try (OwnEngine own = OwnEngine.start(onNewDatabase("first_data_none"));
                StaffCalls staff = new StaffCalls(own.engine())) {
            Onboarded partner = postpaid(own.engine());

            Answer purchase = buy(own.engine(), partner);

            assertThat(purchase.v2()).isEqualTo("503 out-of-service");
            assertThat(purchase.http().body()).contains("has no tiers yet");
            assertThat(count(own.engine(), "cashback.purchase")).isZero();
            assertThat(staff.get(TIERS, Role.AUDITOR).body().get("version").asInt())
                    .isZero();

            Answer proposed = staff.post(TIERS, Role.OPERATIONS, LADDER);
            assertThat(proposed.status()).isEqualTo(202);
            assertThat(staff.approve(proposed, Role.ADMIN).body().get("state").asString())
                    .isEqualTo("APPROVED");

            assertThat(staff.get(TIERS, Role.AUDITOR).body().get("version").asInt())
                    .isEqualTo(1);
            assertThat(buy(own.engine(), partner).v2())
                    .as("there is a ladder, and no wallet yet")
                    .isEqualTo("422 wallet-invalid");
        }
    }

    @Test
    void seedContainsSettingsButNoPeopleOrMoney() {
        Map<String, Object> properties = onNewDatabase("first_data_settings");
        properties.put("cezbek.seed", "settings");
        try (OwnEngine own = OwnEngine.start(properties)) {
            assertThat(count(own.engine(), "partners.partner")).isZero();
            assertThat(count(own.engine(), "access.staff")).isZero();
            assertThat(count(own.engine(), "ledger.line")).isZero();

            Answer purchase = buy(own.engine(), postpaid(own.engine()));

            assertThat(purchase.status()).isEqualTo(201);
            assertThat(purchase.body().at("/cashback/value").asString()).isEqualTo("11250.00");
            assertThat(own.engine().get(Tiers.class).ladder().tiers()).hasSize(4);
        }
    }

    @Test
    void firstAdministratorsAreAddedToEmptyStaffAndAddThird() {
        Map<String, Object> properties = onNewDatabase("first_data_people");
        properties.put("cezbek.first-administrators", "first@kezbek.example, second@kezbek.example");
        try (OwnEngine own = OwnEngine.start(properties)) {
            StaffTokens tokens = own.engine().get(StaffTokens.class);
            String asFirst = tokens.issue("first@kezbek.example", Duration.ofHours(1));
            String asSecond = tokens.issue("second@kezbek.example", Duration.ofHours(1));
            Answer proposed = post(own.engine(), asFirst, "/api/v2/staff", """
                    {"email":"third@kezbek.example","name":"Third","role":"AUDITOR","reason":"joins"}""");
            assertThat(proposed.status()).isEqualTo(202);
            String approval = proposed.body().get("id").asString();
            assertThat(post(own.engine(), asSecond, "/api/v2/approvals/" + approval + "/approve", "")
                            .status())
                    .isEqualTo(200);
            assertThat(count(own.engine(), "access.staff")).isEqualTo(3);
            assertThat(own.engine()
                            .get(JdbcClient.class)
                            .sql("select count(*) from approvals.audit where act = 'FIRST_ADMINISTRATOR_ADDED'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
            for (String unusable : List.of(
                    "one@kezbek.example",
                    "one@kezbek.example,ONE@kezbek.example",
                    "one@kezbek.example,two.kezbek.example",
                    "one@kezbek.example,")) {
                assertThatThrownBy(
                                () -> new FirstAdministrators(own.engine().get(AddFirstAdministrators.class), unusable)
                                        .run(new DefaultApplicationArguments()))
                        .isInstanceOf(StartFailure.Precondition.class)
                        .hasMessageMatching(
                                "cezbek.first-administrators cannot be used, because "
                                        + "(number 2 is not an e-mail address|it names fewer than two different people); set the e-mail addresses of.*");
            }
        }
        properties.put("cezbek.first-administrators", "fourth@kezbek.example,fifth@kezbek.example");
        try (OwnEngine again = OwnEngine.start(properties)) {
            assertThat(count(again.engine(), "access.staff"))
                    .as("later it does nothing")
                    .isEqualTo(3);
        }
    }

    private static Answer post(EngineUnderTest engine, String token, String path, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri(path))
                    .bearer(token)
                    .header("content-type", "application/json")
                    .header("idempotency-key", UUID.randomUUID().toString())
                    .post(body)
                    .by(client);
        }
    }

    @Test
    void adoptsRowsWithoutMacOnce() throws SQLException {
        Map<String, Object> properties = onNewDatabase("first_data_before_macs");
        properties.put("cezbek.people.sign-rows-of-before", "true");
        try (OwnEngine own = OwnEngine.start(properties)) {
            // As an earlier version left it: the audit log has no entry about signed rows.
            asOwner(properties, "alter table approvals.audit disable trigger audit_is_append_only");
            asOwner(properties, "delete from approvals.audit");
            JdbcClient jdbc = own.engine().get(JdbcClient.class);
            insertStaff(jdbc, "old@kezbek.example", "2026-01-01");
            insertStaff(jdbc, "old+alias@kezbek.example", "2026-01-02");
            StaffTokens tokens = own.engine().get(StaffTokens.class);
            assertThatThrownBy(() -> tokens.issue("old@kezbek.example", Duration.ofHours(1)))
                    .isInstanceOf(Refusal.class);

            own.engine().get(AdoptPeople.class).adopt();

            assertThat(tokens.issue("old@kezbek.example", Duration.ofHours(1))).isNotEmpty();
            assertThat(jdbc.sql("select count(distinct person) from access.staff")
                            .query(Long.class)
                            .single())
                    .as("two spellings are one person")
                    .isOne();
            VerifyPeople.Found found = own.engine().get(VerifyPeople.class).look();
            assertThat(found.notBelieved()).isEmpty();
            assertThat(found.sharing()).as("who came second").hasSize(1);

            insertStaff(jdbc, "inserted@kezbek.example", "2026-01-03");
            own.engine().get(AdoptPeople.class).adopt();

            assertThatThrownBy(() -> tokens.issue("inserted@kezbek.example", Duration.ofHours(1)))
                    .isInstanceOf(Refusal.class);
            assertThat(own.engine().get(VerifyPeople.class).look().notBelieved())
                    .singleElement()
                    .satisfies(named -> assertThat(named).startsWith("staff "));

            assertThat(own.engine().get(SealPeople.class).run().sealed())
                    .as("who is believed is sealed; the inserted row stays for people to look at")
                    .isEqualTo(2);
            assertThat(jdbc.sql("select email from access.staff where email is not null")
                            .query(String.class)
                            .list())
                    .containsExactly("inserted@kezbek.example");
            assertThat(tokens.issue("OLD@kezbek.example", Duration.ofHours(1))).isNotEmpty();
            assertThat(own.engine().get(VerifyPeople.class).look().notBelieved())
                    .hasSize(1);
        }
    }

    @Test
    void peopleFromBeforeAreNotBelievedWithoutAnOperatorsWord() throws SQLException {
        Map<String, Object> properties = onNewDatabase("first_data_no_word");
        try (OwnEngine own = OwnEngine.start(properties)) {
            asOwner(properties, "alter table approvals.audit disable trigger audit_is_append_only");
            asOwner(properties, "delete from approvals.audit");
            insertStaff(own.engine().get(JdbcClient.class), "inserted@kezbek.example", "2026-01-01");

            own.engine().get(AdoptPeople.class).adopt();

            assertThatThrownBy(() ->
                            own.engine().get(StaffTokens.class).issue("inserted@kezbek.example", Duration.ofHours(1)))
                    .isInstanceOf(Refusal.class);
        }
    }

    private static void insertStaff(JdbcClient jdbc, String email, String since) {
        jdbc.sql("""
                        insert into access.staff (id, email, name, role, created_at)
                        values (gen_random_uuid(), ?, 'Somebody', 'ADMIN', ?::date)""").params(email, since).update();
    }

    private static void asOwner(Map<String, Object> properties, String sql) throws SQLException {
        try (Connection owner = DriverManager.getConnection(
                        Objects.toString(properties.get("spring.flyway.url")),
                        Objects.toString(properties.get("spring.flyway.user")),
                        Objects.toString(properties.get("spring.flyway.password")));
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Object> onNewDatabase(String name) {
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase(name));
        properties.remove("cezbek.seed");
        properties.put("server.port", "0");
        return properties;
    }

    private static Onboarded postpaid(EngineUnderTest engine) {
        Onboarded partner = engine.partner("FIRST");
        engine.get(ChangeFundingTerms.class).postpaid(partner.partner().id(), Optional.empty(), AuditEntry.SYSTEM);
        return partner;
    }

    private static Answer buy(EngineUnderTest engine, Onboarded partner) {
        Caller caller = new Caller(
                Role.PARTNER, partner.partner().code(), partner.partner().id());
        String token = engine.get(IdentityProvider.class)
                .issue(caller, Duration.ofHours(1))
                .token();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri("/api/v2/transactions"))
                    .bearer(token)
                    .header("content-type", "application/json")
                    .post(PURCHASE)
                    .by(client);
        }
    }

    private static long count(EngineUnderTest engine, String table) {
        return engine.get(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
