package id.kezbek.startup.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.ledger.AccountKind;
import id.kezbek.startup.StartFailure;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.SharedWorld;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The engine's database user cannot do these things, whatever the engine's code tries. */
@EngineTest
class DatabaseRightsTest {

    private static final String PERMISSION_DENIED = "42501";

    private final JdbcClient engine;

    DatabaseRightsTest(Environment environment) {
        this.engine = JdbcClient.create(new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getRequiredProperty("spring.datasource.username"),
                environment.getRequiredProperty("spring.datasource.password")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access.pool_token",
                "ledger.line",
                "ledger.account",
                "facts.fact",
                "approvals.audit",
                "approvals.actor",
                "billing.top_up",
                "billing.payment",
                "cashback.purchase",
                "cashback.reference",
                "closing.step",
                "loyalty.journey",
                "loyalty.ladder_version",
                "notifications.template",
                "payouts.item",
                "payouts.float_top_up"
            })
    void recordsCannotBeChangedOrDeleted(String table) {
        String column = firstColumn(table);

        assertDenied("update " + table + " set " + column + " = " + column + " where false");
        assertDenied("delete from " + table + " where false");
        assertDenied("truncate " + table);
        assertDenied("drop table " + table);
        assertThatCode(() -> engine.sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table ledger.line disable trigger all",
                "alter table ledger.line disable trigger line_is_append_only",
                "alter table approvals.audit disable trigger user",
                "drop trigger line_is_balanced on ledger.line",
                "create or replace function ledger.refuse_change() returns trigger language sql as ''",
                "drop function approvals.refuse_change() cascade",
                "set role cezbek_owner",
                "alter role cezbek_app superuser"
            })
    void cannotDisableTriggers(String statement) {
        assertDenied(statement);
    }

    /** The database only warns if the grantor does not have the right. */
    @Test
    void cannotGrantItselfRights() {
        engine.sql("grant update, delete, truncate on ledger.line to cezbek_app")
                .update();

        assertDenied("update ledger.line set amount = amount where false");
        assertDenied("delete from ledger.line where false");
        assertDenied("truncate ledger.line");
    }

    @Test
    void cannotBypassTriggers() {
        assertThat(stateOf("set session_replication_role = replica")).isEqualTo(PERMISSION_DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger.line", "approvals.audit"})
    void triggersStopOwnerToo(String table) {
        JdbcClient owner = SharedWorld.database();
        String column = firstColumn(table);

        for (String statement : List.of(
                "update " + table + " set " + column + " = " + column + " where false",
                "delete from " + table + " where false",
                "truncate " + table)) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(statement)
                    .isThrownBy(() -> owner.sql(statement).update())
                    .withMessageContaining("never changed or deleted");
        }
    }

    @Test
    void ownsNothingAndHasNoOtherRole() {
        assertThat(engine.sql("""
                        select count(*) from pg_class c join pg_roles r on r.oid = c.relowner
                        where r.rolname = current_user""").query(Long.class).single()).isZero();
        assertThat(engine.sql("""
                        select m.roleid::regrole || ' ' || coalesce(to_jsonb(m) ->> 'inherit_option', r.rolinherit::text)
                          || ' ' || m.admin_option
                        from pg_auth_members m join pg_roles r on r.oid = m.member
                        where r.rolname = current_user""").query(String.class).list())
                .as("it may become what shows less than itself, and nobody else")
                .containsExactly("cezbek_partner_reader false false");
        assertThat(engine.sql("""
                        select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication
                        from pg_roles where rolname = current_user""").query(Boolean.class).single()).isFalse();
        assertThat(engine.sql("""
                        select n.nspname from pg_namespace n
                        where has_schema_privilege(n.oid, 'create') and n.nspname !~ '^pg_'""").query(String.class).list()).isEmpty();
    }

    @Test
    void deletesOnlyTemporaryRows() {
        assertThat(tablesWith("DELETE"))
                .containsExactlyInAnyOrder(
                        "access.code_bucket",
                        "access.known_network",
                        "ledger.bank_transfer",
                        "access.account_tries",
                        "access.browser_session",
                        "access.challenge",
                        "access.passkey",
                        "access.passkey_challenge",
                        "access.refresh_token",
                        "access.session",
                        "access.staff",
                        "access.used_signature",
                        "billing.new_limit",
                        "cashback.backtest",
                        "cashback.rule_customer",
                        "facts.consumer",
                        "facts.set_aside",
                        "loyalty.member",
                        "loyalty.reminder",
                        "loyalty.renumbered",
                        "loyalty.reward",
                        "loyalty.tier",
                        "notifications.contact",
                        "partners.officer",
                        "payouts.fee",
                        "payouts.provider",
                        "payouts.provider_health",
                        "payouts.wallet",
                        "reconciliation.import_progress",
                        "reporting.account_day",
                        "reporting.ledger_check",
                        "reporting.figure_difference",
                        "reporting.ledger_difference",
                        "reporting.new_customer_month",
                        "reporting.payout_hour",
                        "reporting.purchase_hour",
                        "reporting.silent_day",
                        "shared.first_answer",
                        "shared.job_run",
                        "webhooks.event");
        for (String right : List.of("TRUNCATE", "TRIGGER", "REFERENCES")) {
            assertThat(tablesWith(right)).as(right).isEmpty();
        }
    }

    @Test
    void refusesUnbalancedMovement() {
        long bank = account();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> insertLines(bank, "100", bank, "-99.99"))
                .withMessageContaining("debits and credits differ");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> insertLines(bank, "100", Long.MAX_VALUE, "-100"))
                .withMessageContaining("an account that does not exist");
    }

    @Test
    void refusesDatabaseWithoutDurableCommits() {
        JdbcClient forgetful = JdbcClient.create(
                new DriverManagerDataSource(SharedWorld.get().jdbcUrl() + "&options=-c%20synchronous_commit=off"));

        assertThatExceptionOfType(StartFailure.Precondition.class)
                .isThrownBy(() -> new DatabaseIsDurable(forgetful))
                .withMessageContaining("synchronous_commit = off");
        assertThatCode(() -> new DatabaseIsDurable(engine)).doesNotThrowAnyException();
    }

    private void assertDenied(String statement) {
        assertThat(stateOf(statement)).as(statement).isEqualTo(PERMISSION_DENIED);
    }

    /** The SQL state of the database's answer to a statement. */
    private String stateOf(String statement) {
        DataAccessException refused = catchThrowableOfType(
                DataAccessException.class, () -> engine.sql(statement).update());
        assertThat(refused).as(statement).isNotNull();
        return ((SQLException) refused.getMostSpecificCause()).getSQLState();
    }

    private List<String> tablesWith(String right) {
        return engine.sql("""
                        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)'
                          and has_table_privilege(c.oid, ?)""").param(right).query(String.class).list();
    }

    private String firstColumn(String table) {
        return engine.sql("""
                        select attname from pg_attribute where attrelid = ?::regclass and attnum > 0 and attidentity = ''
                        order by attnum limit 1""").param(table).query(String.class).single();
    }

    private long account() {
        return engine.sql("select id from ledger.account where kind = ?")
                .param(AccountKind.BANK.name())
                .query(Long.class)
                .single();
    }

    private void insertLines(long debit, String debited, long credit, String credited) {
        engine.sql("""
                        insert into ledger.line (movement, position, account, amount, kind, subject, at)
                        select :id, position, account, amount::numeric, 'TOP_UP', :id, now()
                        from (values (0, :debit, :debited), (1, :credit, :credited)) as l (position, account, amount)""")
                .param("id", UUID.randomUUID())
                .param("debit", debit)
                .param("debited", debited)
                .param("credit", credit)
                .param("credited", credited)
                .update();
    }
}
