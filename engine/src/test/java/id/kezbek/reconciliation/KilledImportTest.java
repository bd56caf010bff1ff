package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;

/**
 * A statement and its correction are sent while the engine's connection is cut at any point (among the lines, before
 * and after each write, and in the commits), and sent again until each is accepted. Every line counts once.
 */
@EngineTest
class KilledImportTest {

    private static final int TRIES = 5;
    private static final int NIGHTLY_TRIES = 300;
    /** More than both files need. */
    private static final int STEPS = 110;

    private static final int PAYMENTS = 40;
    private static final String HEADER = "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n";
    private static int tries;

    @Autowired
    EngineUnderTest engine;

    @BeforeProperty
    void joinTheEngineAndArm() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        JdbcClient owner = engine.database();
        owner.sql("create table if not exists reconciliation.test_death (step bigint)")
                .update();
        owner.sql("create sequence if not exists reconciliation.test_step").update();
        owner.sql("grant select on reconciliation.test_death to cezbek_app").update();
        owner.sql("grant usage on sequence reconciliation.test_step to cezbek_app")
                .update();
        owner.sql("""
                create or replace function reconciliation.test_die() returns trigger language plpgsql as $$
                declare
                  now_at bigint := nextval('reconciliation.test_step');
                begin
                  if exists (select from reconciliation.test_death where step = now_at) then
                    perform pg_terminate_backend(pg_backend_pid());
                  end if;
                  return null;
                end $$""").update();
        for (String table : List.of("line", "rejected_line", "file", "match", "break")) {
            owner.sql("create or replace trigger test_before before insert or update on reconciliation." + table
                            + " for each statement execute function reconciliation.test_die()")
                    .update();
            owner.sql("create or replace trigger test_after after insert or update on reconciliation." + table
                            + " for each statement execute function reconciliation.test_die()")
                    .update();
        }
        owner.sql("create or replace trigger test_among after insert on reconciliation.line for each row"
                        + " when (new.number % 9 = 0) execute function reconciliation.test_die()")
                .update();
        owner.sql("drop trigger if exists test_commit on reconciliation.file").update();
        owner.sql("create constraint trigger test_commit after insert or update on reconciliation.file"
                        + " deferrable initially deferred for each row execute function reconciliation.test_die()")
                .update();
    }

    @AfterProperty
    void disarm() {
        JdbcClient owner = engine.database();
        owner.sql("drop function if exists reconciliation.test_die() cascade").update();
        owner.sql("drop sequence if exists reconciliation.test_step").update();
        owner.sql("drop table if exists reconciliation.test_death").update();
    }

    @Provide
    Arbitrary<Set<Integer>> deaths() {
        return Arbitraries.integers().between(1, STEPS).set().ofMinSize(1).ofMaxSize(6);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void countsEachLineOnceAfterAnyCrash(
            @ForAll("deaths") Set<Integer> deaths, @ForAll @IntRange(max = 5) int vanished) {
        play(deaths, vanished);
    }

    @Tag("nightly")
    @Property(tries = NIGHTLY_TRIES, edgeCases = EdgeCasesMode.NONE)
    void holdsInManyRuns(@ForAll("deaths") Set<Integer> deaths, @ForAll @IntRange(max = 5) int vanished) {
        play(deaths, vanished);
    }

    private void play(Set<Integer> deaths, int vanished) {
        LocalDate day = LocalDate.of(2016, 6, 1).plusDays(5L * tries++);
        List<BookLine> paid = paid(day);
        new AttemptsOfTests(engine).insert(paid, line -> "SUCCEEDED");
        String unreadable = "XENIT,x,y,z,GPAID,1,1,never\n";
        String first = statement(paid, unreadable, PAYMENTS + 1);
        String corrected = statement(paid.subList(vanished, PAYMENTS), "", PAYMENTS - vanished);
        arm(deaths);

        int failures = send(day, first) + send(day, corrected);

        assertThat(failures).as("each death failed one call").isEqualTo(reached(deaths));
        assertThat(files(day, "SUPERSEDED")).containsExactly(2 * PAYMENTS + " lines, 1 rejected");
        assertThat(files(day, "LOADED")).containsExactly(2 * (PAYMENTS - vanished) + " lines, 0 rejected");
        assertThat(engine.count("reconciliation.line where day = '" + day + "'"))
                .isEqualTo(2L * PAYMENTS + 2L * (PAYMENTS - vanished));
        assertThat(engine.count("reconciliation.rejected_line r join reconciliation.file f on f.id = r.file"
                        + " where f.from_day = '" + day + "'"))
                .isEqualTo(1);
        assertThat(engine.count("reconciliation.match m join reconciliation.file f on f.id = m.file"
                        + " where m.active and f.state = 'LOADED' and f.from_day = '" + day + "'"))
                .isEqualTo(2L * (PAYMENTS - vanished));
        assertThat(engine.count("reconciliation.match m join reconciliation.file f on f.id = m.file"
                        + " where m.active and f.state <> 'LOADED' and f.from_day = '" + day + "'"))
                .isZero();
        assertThat(engine.count("reconciliation.break where provider = 'XENIT' and kind = 'MISSING' and state = 'OPEN'"
                        + " and day = '" + day + "'"))
                .isEqualTo(vanished);
        assertThat(engine.count("reconciliation.break where provider = 'XENIT' and kind not in ('MISSING', 'FILE_GAP')"
                        + " and state = 'OPEN' and day = '" + day + "'"))
                .isZero();
    }

    /** Sends until the statement is accepted; returns the number of failed requests. */
    private int send(LocalDate day, String statement) {
        try (StatementCalls calls = new StatementCalls(engine)) {
            for (int failures = 0; failures <= STEPS; failures++) {
                Answer answer = calls.put("XENIT", day, statement);
                if (answer.status() < 300) {
                    return failures;
                }
                assertThat(answer.status()).as(answer.v2()).isGreaterThanOrEqualTo(500);
            }
            throw new AssertionError("the statement was never taken");
        }
    }

    private void arm(Set<Integer> deaths) {
        JdbcClient owner = engine.database();
        owner.sql("delete from reconciliation.test_death").update();
        owner.sql("alter sequence reconciliation.test_step restart").update();
        deaths.forEach(step -> owner.sql("insert into reconciliation.test_death values (?)")
                .param(step)
                .update());
    }

    private int reached(Set<Integer> deaths) {
        long steps = engine.database()
                .sql("select last_value from reconciliation.test_step")
                .query(Long.class)
                .single();
        return (int) deaths.stream().filter(step -> step <= steps).count();
    }

    private List<String> files(LocalDate day, String state) {
        return engine.database().sql("""
                        select f.lines || ' lines, ' || f.rejected || ' rejected' from reconciliation.file f
                        where f.provider = 'XENIT' and f.from_day = ? and f.state = ?
                          and f.lines = (select count(*) from reconciliation.line l where l.file = f.id)""").params(day, state).query(String.class).list();
    }

    private static String statement(List<BookLine> paid, String more, int rows) {
        StringBuilder text = new StringBuilder(HEADER);
        long total = 0;
        for (BookLine line : paid) {
            text.append("XENIT,%s,%s,%s,%s,%d,%d,%s\n"
                    .formatted(
                            line.externalId(),
                            line.reference(),
                            line.msisdn(),
                            line.wallet(),
                            line.amount(),
                            line.fee(),
                            line.at()));
            total += line.amount();
        }
        return text + more + "TRAILER," + rows + "," + total + ",0,0\n";
    }

    private static List<BookLine> paid(LocalDate day) {
        Clock noon = Clock.fixed(day.atTime(12, 0).atZone(Jakarta.ZONE).toInstant(), Jakarta.ZONE);
        Ids ids = new Ids(noon, new SplittableRandom(day.toEpochDay()));
        return IntStream.range(0, PAYMENTS)
                .mapToObj(n -> new BookLine(
                        BookLine.Kind.PAID,
                        Provider.XENIT,
                        Ids.text(ids.next()),
                        "KILLED-" + day + "-" + n,
                        "628113" + (3_000_000 + n),
                        Wallet.GPAID,
                        5_000 + n,
                        550,
                        noon.millis(),
                        0,
                        0,
                        null))
                .toList();
    }
}
