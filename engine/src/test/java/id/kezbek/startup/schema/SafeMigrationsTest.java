package id.kezbek.startup.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations run while processes work. None of ours may block them, and the rules must find violations. */
class SafeMigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    /** The last migration before these rules existed. Databases that ran it were empty, or ran it long ago. */
    private static final MigrationVersion BASELINE = MigrationVersion.fromVersion("184");

    private static final Pattern CREATE_TABLE =
            Pattern.compile("^create (?:unlogged )?table (?:if not exists )?([a-z_0-9.]+)");

    @Test
    void migrationsBlockNoWork() {
        MigrationRules rules = new MigrationRules();
        List<String> problems = new ArrayList<>();
        for (Migration migration : ours()) {
            List<String> found = rules.problems(migration);
            if (migration.version().compareTo(BASELINE) > 0) {
                problems.addAll(found);
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void everyTableIsKnownToBeBigOrSmall() {
        TreeSet<String> created = new TreeSet<>();
        ours().stream()
                .flatMap(migration -> migration.statements().stream())
                .map(CREATE_TABLE::matcher)
                .filter(matcher -> matcher.find())
                .forEach(matcher -> created.add(matcher.group(1)));
        TreeSet<String> known = new TreeSet<>(MigrationRules.BIG);
        known.addAll(MigrationRules.SMALL);
        assertThat(known)
                .as("say in MigrationRules whether a table grows with purchases")
                .isEqualTo(created);
        assertThat(MigrationRules.BIG).doesNotContainAnyElementsOf(MigrationRules.SMALL);
    }

    @Test
    void rulesFindEarlierMistakes() {
        MigrationRules rules = new MigrationRules();
        List<String> problems = ours().stream()
                .flatMap(migration -> rules.problems(migration).stream())
                .toList();
        assertThat(problems).as("such as indexes of V171").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create index purchase_msisdn on cashback.purchase (msisdn) | create index concurrently",
                "create unique index x on ledger.line using btree (id) where true | create index concurrently",
                "create index concurrently x on ledger.line (id); select 1 | a file of its own",
                "drop index ledger.line_account | drop index concurrently",
                "drop index concurrently ledger.line_account; select 1 | a file of its own",
                "alter table cashback.purchase add column token uuid not null default gen_random_uuid() | writes every row",
                "alter table cashback.purchase add token uuid default public.made() | writes every row",
                "alter table cashback.purchase add column a int, add column at timestamptz default clock_timestamp() | writes every row",
                "alter table cashback.purchase add column n bigserial | writes every row",
                "alter table cashback.purchase add column twice numeric generated always as (amount * 2) stored | writes every row",
                "alter table payouts.payout add column note text not null | cannot hold for the rows",
                "alter table payouts.payout add column p bigint references partners.partner | add the constraint apart",
                "alter table payouts.payout add column p int check (p > 0) | add the constraint apart",
                "alter table payouts.payout add column p int unique | add the constraint apart",
                "alter table facts.fact alter column body type text | writes every row",
                "alter table facts.fact alter body set data type text | writes every row",
                "alter table loyalty.member alter column email set not null | is not null",
                "alter table loyalty.member add constraint some check (recurring >= 0) | not valid",
                "alter table only loyalty.member add constraint some foreign key (partner) references partners.partner | not valid",
                "alter table loyalty.member add constraint some unique (email) | using index",
                "alter table loyalty.member add constraint s check (a > 0) not valid; alter table loyalty.member validate constraint s | in a later file",
                "lock table payouts.attempt in share mode | leave locking",
                "lock payouts.attempt | leave locking",
                "update notifications.email set tries = 0 | in portions",
                "delete from shared.first_answer where true | in portions",
                "with old as (select 1) update cashback.purchase set amount = 1 | in portions",
                "do $$ begin perform 1; update cashback.purchase set amount = 1; end $$ | in portions",
                "truncate access.session | in portions",
                "insert into cashback.reference select * from cashback.purchase | in portions",
                "vacuum full facts.fact | leave it to operators",
                "reindex table facts.fact | leave it to operators",
                "alter table partners.partner drop column address | raises shared.oldest_engine",
                "alter table partners.partner rename column address to street | raises shared.oldest_engine",
                "alter table partners.partner rename to partner_of_old | raises shared.oldest_engine",
                "drop table billing.payment | raises shared.oldest_engine",
            })
    void refuses(String sql, String whatToDo) {
        assertThat(new MigrationRules().problems(Migration.of("V900__sample.sql", sql)))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).startsWith("V900__sample.sql: ").contains(whatToDo));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index concurrently purchase_msisdn on cashback.purchase (msisdn)",
                "drop index concurrently if exists ledger.line_account",
                "-- create index x on ledger.line (id);\nselect 1",
                "create table facts.other (id int); create index other_id on facts.other (id); insert into facts.other select 1",
                "alter table cashback.purchase add column note text",
                "alter table cashback.purchase add column n int not null default 0, add column at timestamptz default now()",
                "alter table cashback.purchase add column state text not null default 'NEW; default random()'",
                "alter table cashback.purchase add constraint some check (amount > 0) not valid",
                "alter table cashback.purchase add constraint some unique using index purchase_some",
                "alter table partners.partner alter column address type varchar(10), add constraint some check (true)",
                "update partners.partner set state = 'ACTIVE'",
                "alter table partners.partner alter column address drop not null",
                "alter table partners.partner drop constraint some",
                "alter table partners.partner drop column address; update shared.oldest_engine set migration = '900'",
                "create function x() returns void language sql as $$ update cashback.purchase set amount = 1; $$",
                "grant select, insert, update on cashback.purchase to cezbek_app",
            })
    void admits(String sql) {
        assertThat(new MigrationRules().problems(Migration.of("V900__sample.sql", sql)))
                .isEmpty();
    }

    @Test
    void permitsNotNullInThreeSteps() {
        MigrationRules rules = new MigrationRules();
        assertThat(rules.problems(Migration.of(
                        "V900__a.sql",
                        "alter table loyalty.member add constraint has_email check (email is not null) not valid")))
                .isEmpty();
        assertThat(rules.problems(
                        Migration.of("V901__b.sql", "alter table loyalty.member validate constraint has_email")))
                .isEmpty();
        assertThat(rules.problems(Migration.of(
                        "V902__c.sql",
                        "alter table loyalty.member alter column email set not null, drop constraint has_email")))
                .isEmpty();
    }

    private static List<Migration> ours() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<Migration> migrations = files.filter(file -> file.toString().endsWith(".sql"))
                    .map(SafeMigrationsTest::read)
                    .sorted(Comparator.comparing(Migration::version))
                    .toList();
            assertThat(migrations).hasSizeGreaterThan(40);
            return migrations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Migration read(Path file) {
        try {
            return Migration.of(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
