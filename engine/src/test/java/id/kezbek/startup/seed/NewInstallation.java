package id.kezbek.startup.seed;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.billing.ChangeFundingTerms;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An engine on a database without any data, except those of its settings. */
final class NewInstallation implements AutoCloseable {

    private static final String PURCHASE = """
            {"reference":"INV/1","quantity":2,"amount":{"value":"750000.00","currency":"IDR"},"msisdn":"628118770510",
             "wallet":"LSAJA","email":"customer@example.com"}""";

    private final Map<String, Object> properties;
    private final OwnEngine own;

    private NewInstallation(Map<String, Object> properties) {
        this.properties = properties;
        this.own = OwnEngine.start(properties);
    }

    static NewInstallation start(String database, Map<String, String> settings) {
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase(database));
        properties.remove("cezbek.seed");
        properties.put("server.port", "0");
        properties.putAll(settings);
        return new NewInstallation(properties);
    }

    EngineUnderTest engine() {
        return own.engine();
    }

    JdbcClient jdbc() {
        return engine().get(JdbcClient.class);
    }

    long count(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    Onboarded postpaidPartner() {
        Onboarded partner = engine().partner("FIRST");
        engine().get(ChangeFundingTerms.class).postpaid(partner.partner().id(), Optional.empty(), AuditEntry.SYSTEM);
        return partner;
    }

    Answer buy(Onboarded partner) {
        Caller caller = new Caller(
                Role.PARTNER, partner.partner().code(), partner.partner().id());
        String token = engine().get(IdentityProvider.class)
                .issue(caller, Duration.ofHours(1))
                .token();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine().uri("/api/v2/transactions"))
                    .bearer(token)
                    .header("content-type", "application/json")
                    .post(PURCHASE)
                    .by(client);
        }
    }

    /** As an earlier version left it: the audit log has no entry about signed rows. */
    void forgetSignedRows() throws SQLException {
        asOwner("alter table approvals.audit disable trigger audit_is_append_only");
        asOwner("delete from approvals.audit");
    }

    /** A row without MAC. */
    void insertStaff(String email, String since) {
        jdbc().sql("""
                        insert into access.staff (id, email, name, role, created_at)
                        values (gen_random_uuid(), ?, 'Somebody', 'ADMIN', ?::date)""").params(email, since).update();
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection owner = DriverManager.getConnection(
                        Objects.toString(properties.get("spring.flyway.url")),
                        Objects.toString(properties.get("spring.flyway.user")),
                        Objects.toString(properties.get("spring.flyway.password")));
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
