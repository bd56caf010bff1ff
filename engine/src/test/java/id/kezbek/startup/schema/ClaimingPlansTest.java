package id.kezbek.startup.schema;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.SharedWorld;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Statements that claim or list work read about as many rows as they return, however many rows wait: an ordered index
 * scan that ends at the limit. Each statement is taken from the sources and run with its generic plan, as on the
 * engine's connections: planned while its tables were empty, and planned again when they are full and analyzed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClaimingPlansTest {

    private static final int LIMIT = 50;

    /** Some statements read a list for each wallet or provider, of which there are five. */
    private static final int MOST_ROWS = 6 * LIMIT;

    private static final Pattern LIMITED = Pattern.compile("\\blimit (\\?|:[a-z]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern WRITES =
            Pattern.compile("^(update|delete)\\b|\\bfor update\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile("'[^']*'|\\?|(?<!:):[a-zA-Z]+");

    private static final String NOW = "'2026-06-01 12:00Z'";
    /** An empty list of ids, so that look-ups by id read nothing. */
    private static final String NO_IDS = "array_fill(uuid '00000000-0000-0000-0000-000000000000', '{5}')";

    private static final String PLACE = "'2000-01-01', 0, ''";

    /**
     * A statement and its values.
     *
     * @param file the name of the source file without its extension
     * @param part a part of the statement that is unique in the file
     * @param values SQL expressions, in the order of the parameters
     */
    private record Claim(String file, String part, String values) {

        boolean is(SqlInSources.Statement statement) {
            return statement.file().equals(file) && statement.sql().contains(part);
        }
    }

    private static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "Payouts",
                    "as share",
                    "'{A,B,C,D,E}', array_fill(timestamptz '1970-01-01Z', '{5}'), array_fill(timestamptz " + NOW
                            + ", '{5}'), '{10,10,10,10,10}'"),
            new Claim("Payouts", "reason = 'PROVIDERS_PAUSED'", NOW + ", '{B,C,D,E}', 50"),
            new Claim("Payouts", "reason = 'BELOW_WALLET_MINIMUM'", NOW + ", 50, 50"),
            new Claim("Payouts", "with recursive oldest", "1, 50"),
            new Claim("SmallPayouts", "order by id limit ? for update", "1, '628115', 'A', 50"),
            new Claim("SmallPayouts", "as w (code, least)", NOW + ", '{A,B}', '{1,1}', 50, 50"),
            new Claim("Payouts", "where partner = ? and state = 'HELD'", "1, 50"),
            new Claim("Payouts", "due_at > :now and reason", NOW + ", 'FLOAT_SHORT', 50"),
            new Claim("Attempts", "lease_until < ?", NOW + ", 50"),
            new Claim("Attempts", "state = 'UNKNOWN' and provider", "'{P1,P2}', " + NOW + ", 50, 50"),
            new Claim("Attempts", "'SUCCEEDED') and provider", "'{P1,P2}', " + NOW + ", 50, 50"),
            new Claim(
                    "Callbacks",
                    "verdict = 'ACCEPTED' and (received_at",
                    "'2000-01-01', '00000000-0000-0000-0000-000000000000', " + NOW + ", 50"),
            new Claim("Emails", "state = 'WAITING' and useful_until is not null", NOW + ", 50"),
            new Claim("Emails", "state = 'WAITING' order by", NOW + ", 50"),
            new Claim("Emails", "state = 'QUEUED' and changed_at < ?", NOW + ", " + NOW + ", 50"),
            new Claim("Emails", "state = 'SENDING' and changed_at < ?", NOW + ", " + NOW + ", 50"),
            new Claim("Emails", "tries = e.tries - 1", NOW + ", " + NO_IDS + ", array_fill(1, '{5}'), 'SENDING'"),
            new Claim("Emails", "due_at <= ?", NOW + ", " + NOW + ", 50"),
            new Claim(
                    "Emails",
                    "e.state = n.from_state returning 1",
                    "array_fill(timestamptz " + NOW + ", '{5}'), " + NO_IDS + ", array_fill('SENDING'::text, '{5}')"),
            new Claim("Emails", "tries = e.tries + 1", "array_fill(timestamptz " + NOW + ", '{5}'), " + NO_IDS),
            new Claim("Emails", "e.state = 'QUEUED' and e.due_at is null", NOW + ", " + NO_IDS),
            new Claim("RedriveEmails", "skip locked", NOW + ", 50"),
            new Claim("ForgetEmails", "skip locked", NOW + ", 50"),
            new Claim("Contacts", "seen_on < ?", NOW + ", 50"),
            new Claim("Contacts", "email <> ''", "50"),
            new Claim("SealActors", "sealed_arguments is null", "50"),
            new Claim("SealActors", "content <> ''", "50"),
            new Claim("Facts", "from facts.consumer", "'c1'"),
            new Claim("Facts", "pg_snapshot_xmin", "'{K}', '{K}', '0', 0, 50"),
            new Claim("FactsSetAside", "order by s.tried_at", "'c1', 50"),
            new Claim("FactsSetAside", "skip locked", "'{1,2}', '{1,2}', 'c1'"),
            new Claim("Exports", "skip locked", NOW + ", " + NOW),
            new Claim("FirstAnswers", "skip locked", NOW + ", 50"),
            new Claim("PoolAccounts", "skip locked", NOW + ", " + NOW + ", 50"),
            new Claim("Challenges", "skip locked", "50"),
            new Claim("Challenges", "delete from", NOW + ", 50"),
            new Claim("PasskeyChallenges", "delete from access.passkey_challenge where about in", NOW + ", 50"),
            new Claim("Sessions", "delete from", NOW + ", 50"),
            new Claim("BrowserSessions", "delete from access.browser_session where secret_hash in", NOW + ", 50"),
            new Claim("RefreshTokens", "delete from", NOW + ", 50"),
            new Claim("CodeBuckets", "limit ?", NOW + ", 50"),
            new Claim("UsedSignatures", "delete from", NOW + ", 50"),
            new Claim("KnownNetworks", "delete from", NOW + ", 50"),
            new Claim("DueStays", "skip locked", NOW + ", " + PLACE + ", 50"),
            new Claim("DueStays", "loyalty.reminder", NOW + ", " + PLACE + ", 7, 50"),
            new Claim("Reminders", "delete from", NOW + ", 50"),
            new Claim("RenumberedMembers", "as walked", "0, '', 50, 50"),
            new Claim("Approvals", "skip locked", NOW + ", 50"),
            new Claim("PersonalDetails", "skip locked", NOW + ", 50"),
            new Claim("ForgetPeriods", "delete from", NOW + ", 50"),
            new Claim("Backtests", "skip locked", NOW + ", " + NOW),
            new Claim("Backtests", "delete from", NOW + ", 50"),
            new Claim("ComposeReferences", "as walked", "0, '', 50, 50"),
            new Claim("DeliveryQueue", "with due as", NO_IDS + ", '{1,1,1,1,1}', " + NOW + ", 50, 50, " + NOW),
            new Claim("DeliveryQueue", "limit :most", NOW + ", '00000000-0000-0000-0000-000000000001', 50"),
            new Claim("Events", "delete from webhooks.event", NOW + ", 50"));

    private static final List<SqlInSources.Statement> SOURCES = SqlInSources.of(Path.of("src/main/java"));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<Claim, String> PREPARED = new HashMap<>();

    private static Connection app;
    private static Connection owner;

    @BeforeAll
    static void emptyDatabaseWithItsPlans() throws SQLException {
        Map<String, Object> properties = SharedWorld.propertiesOnNewDatabase("claiming_plans");
        Flyway.configure()
                .dataSource(
                        text(properties, "spring.flyway.url"),
                        text(properties, "spring.flyway.user"),
                        text(properties, "spring.flyway.password"))
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_user", "cezbek_app", "partner_reader", "cezbek_partner_reader"))
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
        owner = DriverManager.getConnection(
                text(properties, "spring.flyway.url").replaceFirst("\\?.*", ""), "postgres", "");
        app = DriverManager.getConnection(
                text(properties, "spring.datasource.url"),
                text(properties, "spring.datasource.username"),
                text(properties, "spring.datasource.password"));
        // The same as spring.datasource.hikari.connection-init-sql.
        run(app, """
                set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
                set enable_mergejoin = off; set jit = off""");
        app.setAutoCommit(false);
        for (Claim claim : CLAIMS) {
            PREPARED.put(claim, "claim_" + PREPARED.size());
            run(app, "prepare " + PREPARED.get(claim) + " as " + numbered(sql(claim)));
            // Plans it.
            explained(claim, false);
        }
        app.commit();
        run(owner, "set session_replication_role = replica; set synchronous_commit = off");
        run(owner, BACKLOG);
    }

    @AfterAll
    static void close() throws SQLException {
        app.close();
        owner.close();
    }

    @Test
    @Order(1)
    void coversEveryClaimingStatement() {
        List<String> forgotten = SOURCES.stream()
                .filter(statement -> statement.sql().contains("skip locked")
                        || LIMITED.matcher(statement.sql()).find()
                                && WRITES.matcher(statement.sql()).find())
                .filter(statement -> CLAIMS.stream().noneMatch(claim -> claim.is(statement)))
                .map(statement -> statement.file() + ": " + statement.sql())
                .toList();
        assertThat(forgotten).as("give each its values in CLAIMS").isEmpty();
    }

    @Test
    @Order(2)
    void plansOfEmptyTablesReadOnlyClaimedRows() throws SQLException {
        assertThat(problems()).isEmpty();
    }

    @Test
    @Order(3)
    void plansOfFullTablesReadOnlyClaimedRows() throws SQLException {
        run(owner, "analyze");
        assertThat(problems()).isEmpty();
    }

    @Test
    @Order(4)
    void wouldHaveFoundOldStatement() throws SQLException {
        Claim before = new Claim("Payouts", "before", NOW + ", '{A}', 50");
        PREPARED.put(before, "claim_before");
        run(app, """
                prepare claim_before(timestamptz, text[], int) as select id from payouts.payout
                where state = 'PENDING' and due_at <= $1 and wallet <> all($2)
                order by due_at limit $3 for update skip locked""");
        app.commit();
        assertThat(problems(explained(before, true).get("Plan"))).isNotEmpty();
    }

    /** Recently claimed rows leave dead entries in the index until the next vacuum. */
    @Test
    @Order(5)
    void doesNotReadEarlierClaims() throws SQLException {
        Claim claim = CLAIMS.getFirst();
        run(owner, "update payouts.payout set state = 'PAID' where state = 'PENDING' and due_at < '2026-05-01Z'");
        Claim fromTheFront =
                new Claim(claim.file(), claim.part(), claim.values().replace("'1970-01-01Z'", "'2026-05-31Z'"));
        PREPARED.put(fromTheFront, PREPARED.get(claim));

        assertThat(pages(explained(claim, true))).as("a whole look").isGreaterThan(200);
        assertThat(pages(explained(fromTheFront, true))).isLessThan(60);
    }

    private static List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        for (Claim claim : CLAIMS) {
            JsonNode plan = explained(claim, true).get("Plan");
            problems(plan).forEach(problem -> problems.add(claim.file() + " (" + claim.part() + "): " + problem));
        }
        return problems;
    }

    private static Stream<String> problems(JsonNode node) {
        String type = node.get("Node Type").asString();
        double loops = node.get("Actual Loops").asDouble();
        double read = loops
                * (node.get("Actual Rows").asDouble()
                        + node.path("Rows Removed by Filter").asDouble(0)
                        + node.path("Rows Removed by Index Recheck").asDouble(0));
        List<JsonNode> children = new ArrayList<>();
        node.path("Plans").forEach(children::add);
        Stream<String> own = read > MOST_ROWS
                ? Stream.of(type + " " + node.path("Index Name").asString("")
                        + node.path("Relation Name").asString("") + " reads " + Math.round(read) + " rows")
                : Stream.empty();
        return Stream.concat(own, children.stream().flatMap(ClaimingPlansTest::problems));
    }

    private static long pages(JsonNode explained) {
        JsonNode plan = explained.get("Plan");
        return plan.get("Shared Hit Blocks").asLong()
                + plan.get("Shared Read Blocks").asLong();
    }

    /** Runs the statement and rolls it back. */
    private static JsonNode explained(Claim claim, boolean isRun) throws SQLException {
        try (Statement statement = app.createStatement();
                ResultSet rows = statement.executeQuery("explain (" + (isRun ? "analyze, buffers, " : "")
                        + "format json) execute " + PREPARED.get(claim) + "(" + claim.values() + ")")) {
            rows.next();
            return JSON.readTree(rows.getString(1)).get(0);
        } finally {
            app.rollback();
        }
    }

    private static String sql(Claim claim) {
        List<String> found = SOURCES.stream()
                .filter(claim::is)
                .map(SqlInSources.Statement::sql)
                .distinct()
                .toList();
        assertThat(found)
                .as(claim.file() + " has one statement with: " + claim.part())
                .hasSize(1);
        return found.getFirst();
    }

    /** Replaces question marks and names by PostgreSQL's parameters. */
    private static String numbered(String sql) {
        Map<String, Integer> names = new HashMap<>();
        int[] next = {0};
        return PARAMETER.matcher(sql).replaceAll(found -> switch (found.group().charAt(0)) {
            case '\'' -> Matcher.quoteReplacement(found.group());
            case '?' -> "\\$" + ++next[0];
            default -> "\\$" + names.computeIfAbsent(found.group(), name -> ++next[0]);
        });
    }

    private static String text(Map<String, Object> properties, String name) {
        return String.valueOf(properties.get(name));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waiting rows behind rows that wait longer and cannot be claimed, as after an outage. */
    private static final String BACKLOG = """
            insert into payouts.wallet (code, name, minimum, maximum)
            select code, code, 100, 1000000 from unnest('{A,B,C,D,E}'::text[]) as code;
            create function pg_temp.payouts(n int, wallet text, amount numeric, state text, reason text, due timestamptz, partner bigint)
            returns void language sql as $$
              insert into payouts.payout (id, partner, msisdn, wallet, amount, state, reason, due_at, created_at)
              select gen_random_uuid(), partner, '62811' || i, wallet, amount, state, reason, due + i * interval '1 ms', due
              from generate_series(1, n) as i $$;
            select pg_temp.payouts(40000, 'A', 500, 'PENDING', null, '2026-01-01Z', 1);
            select pg_temp.payouts(2000, w, 500, 'PENDING', null, '2026-02-01Z', 1) from unnest('{B,C,D,E}'::text[]) as w;
            select pg_temp.payouts(10000, 'A', 500, 'PENDING', 'FLOAT_SHORT', '2026-07-01Z', 1);
            select pg_temp.payouts(20000, 'A', 500, 'HELD', 'PROVIDERS_PAUSED', '2026-01-01Z', 1);
            select pg_temp.payouts(1000, 'B', 500, 'HELD', 'PROVIDERS_PAUSED', '2026-01-01Z', 1);
            select pg_temp.payouts(20000, 'A', 50, 'HELD', 'BELOW_WALLET_MINIMUM', '2026-01-01Z', 1);
            select pg_temp.payouts(1000, 'B', 500, 'HELD', 'BELOW_WALLET_MINIMUM', '2026-01-01Z', 1);
            select pg_temp.payouts(20000, 'A', 500, 'HELD', 'FUNDING_SHORT', '2026-01-01Z', 1);
            select pg_temp.payouts(1000, 'A', 500, 'HELD', 'FUNDING_SHORT', '2026-01-01Z', p) from generate_series(2, 9) as p;
            select pg_temp.payouts(20000, 'A', 500, 'PAID', null, '2026-01-01Z', 1);
            select pg_temp.payouts(5000, 'A', 500, s, null, '2026-01-01Z', 1) from unnest('{IN_FLIGHT,ATTENTION}'::text[]) as s;
            create function pg_temp.attempts(n int, provider text, state text, inquiry timestamptz)
            returns void language sql as $$
              insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, state, lease_until,
                quotes, started_at, next_inquiry_at)
              select gen_random_uuid(), gen_random_uuid(), 1, provider, 1, '62811' || i, 'A', 500, 5, state,
                timestamptz '2026-01-01Z' + i * interval '1 ms', '[]', '2026-01-01Z', inquiry + i * interval '1 ms'
              from generate_series(1, n) as i $$;
            select pg_temp.attempts(20000, 'P1', 'SENDING', null);
            select pg_temp.attempts(20000, 'P1', 'SUCCEEDED', null);
            select pg_temp.attempts(20000, 'GONE', s, '2026-01-01Z') from unnest('{UNKNOWN,FAILED,SUCCEEDED}'::text[]) as s;
            select pg_temp.attempts(2000, 'P1', s, '2026-02-01Z') from unnest('{UNKNOWN,FAILED,SUCCEEDED}'::text[]) as s;
            select pg_temp.attempts(20000, 'P1', 'SUCCEEDED', '2026-07-01Z');
            insert into payouts.callback (id, provider, digest, verdict, received_at, last_received_at)
            select gen_random_uuid(), 'P1', sha256(i::text::bytea), 'ACCEPTED', timestamptz '2026-01-01Z' + i * interval '1 ms', '2026-01-01Z'
            from generate_series(1, 20000) as i;
            insert into notifications.email (id, template, language, recipient, model, state, created_at, changed_at, useful_until, due_at)
            select gen_random_uuid(), 't', 'en', 'a@b.example', '{}', s.state, timestamptz '2026-01-01Z' + i * interval '1 ms', '2026-01-01Z', s.useful,
              case when s.state = 'QUEUED' then timestamptz '2026-01-01Z' + i * interval '1 ms' end
            from generate_series(1, 20000) as i cross join (values ('WAITING', null::timestamptz), ('QUEUED', null), ('SENDING', null), ('SENT', null),
              ('FAILED', timestamptz '2026-01-01Z'), ('FAILED', null)) as s (state, useful);
            update notifications.email set due_at = created_at where state = 'QUEUED';
            insert into notifications.contact (partner, msisdn, email, seen_on)
            select 1, '62811' || i, 'a@b.example', '2026-01-01' from generate_series(1, 20000) as i;
            insert into facts.consumer values ('c1', '0', 0);
            insert into facts.fact (kind, subject, body, at)
            select 'K', gen_random_uuid(), '{}', '2026-01-01Z' from generate_series(1, 20000);
            insert into facts.set_aside (consumer, xid, id, reason, set_aside_at, tried_at)
            select 'c1', xid, id, 'r', at, at from facts.fact;
            insert into shared.first_answer (scope, key, fingerprint, sealed_answer, answered_at)
            select 's', i::text, '', '', timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into access.pool_account (person, sealed_password, created_at, checked_at)
            select gen_random_uuid(), '', '2026-01-01Z', timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into access.challenge (id, account, code_hash, sealed_code, created_at, resend_from, expires_at)
            select gen_random_uuid(), i::text::bytea, '', '', timestamptz '2026-01-01Z' + i * interval '1 ms', '2026-01-01Z',
              timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into access.passkey_challenge (about, challenge, expires_at)
            select gen_random_uuid(), '', timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into access.session (id, role, subject, opened_at, ends_at)
            select gen_random_uuid(), 'TECH', 's', '2026-01-01Z', timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into access.browser_session (secret_hash, session, used_at, mac)
            select sha256(i::text::bytea), gen_random_uuid(), timestamptz '2026-01-01Z' + i * interval '1 ms', '' from generate_series(1, 20000) as i;
            insert into access.refresh_token (token_hash, expires_at, session)
            select sha256(i::text::bytea), timestamptz '2026-01-01Z' + i * interval '1 ms', gen_random_uuid() from generate_series(1, 20000) as i;
            insert into access.code_bucket (account, bucket, full_at)
            select i::text::bytea, '', timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into access.used_signature (signature, expires_at)
            select sha256(i::text::bytea), timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into access.known_network (account, network, last_used_at)
            select i::text::bytea, '', timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)
            select 1, '62811' || i, 'T', 1, 1, date '2026-01-01' + i % 30 from generate_series(1, 20000) as i;
            insert into loyalty.reminder (partner, msisdn, entry, days_before, expires_on, at)
            select 1, '62812' || i, 1, 7, date '2026-01-01' + i % 30, '2026-01-01Z' from generate_series(1, 20000) as i;
            insert into approvals.approval (id, kind, state, subject, summary, arguments, reason, proposed_by, proposed_at, expires_at)
            select gen_random_uuid(), 'K', 'PROPOSED', i::text, '', '{}', '', 'p', '2026-01-01Z', timestamptz '2026-01-01Z' + i * interval '1 ms'
            from generate_series(1, 20000) as i;
            insert into approvals.personal_detail (id, salt, content, written_at)
            select md5(i::text), '', '', timestamptz '2026-01-01Z' + i * interval '1 ms' from generate_series(1, 20000) as i;
            insert into cashback.rule_customer (rule, partner, msisdn, period, since, spent, version)
            select 1, 1, '62811' || i, 'DAY', date '2026-01-01' + i % 30, 1, 1 from generate_series(1, 20000) as i;
            insert into cashback.backtest (id, terms, state, begins, until, created_at)
            select gen_random_uuid(), '{}', s, '2026-01-01Z', '2026-01-01Z', timestamptz '2026-01-01Z' + i * interval '1 ms'
            from generate_series(1, 20000) as i cross join unnest('{WAITING,DONE}'::text[]) as s;
            insert into cashback.reference (partner, reference, fingerprint, purchase)
            select 1, 'R' || i, '', gen_random_uuid() from generate_series(1, 20000) as i;
            """;
}
