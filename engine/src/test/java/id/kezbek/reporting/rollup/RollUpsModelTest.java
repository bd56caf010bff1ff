package id.kezbek.reporting.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.facts.Fact;
import id.kezbek.facts.FactReaders;
import id.kezbek.facts.Facts;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.SharedWorld;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Any events in transactions of any size, with the consumer's connection cut at any point (before and after each
 * write, and in the commit): the roll-ups equal those of a model that computes all events at once.
 */
@EngineTest
class RollUpsModelTest {

    private static final int TRIES = 15;
    private static final int NIGHTLY_TRIES = 400;
    private static final int STEPS = 40;
    /**
     * PostgreSQL's error for a connection that an administrator ends, and the driver's error for a closed connection.
     */
    private static final String CONNECTION_CLOSED = "08003";

    private static final Set<String> DEATHS = Set.of("57P01", "08006", CONNECTION_CLOSED);

    private static final AtomicLong NUMBER = new AtomicLong(7_000_000_000L);

    @Autowired
    Facts facts;

    @Autowired
    RollUps rollUps;

    @Autowired
    Copies copies;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    TransactionTemplate transactions;

    @BeforeProperty
    void joinTheEngineAndArm() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        JdbcClient owner = SharedWorld.database();
        owner.sql("create table if not exists reporting.test_death (step bigint)")
                .update();
        owner.sql("create sequence if not exists reporting.test_step").update();
        owner.sql("grant select on reporting.test_death to cezbek_app").update();
        owner.sql("grant usage on sequence reporting.test_step to cezbek_app").update();
        owner.sql("""
                create or replace function reporting.test_die() returns trigger language plpgsql as $$
                declare
                  now_at bigint := nextval('reporting.test_step');
                begin
                  if exists (select from reporting.test_death where step = now_at) then
                    perform pg_terminate_backend(pg_backend_pid());
                  end if;
                  return null;
                end $$""").update();
        for (String table : List.of("purchase_hour", "payout_hour", "account_day", "new_customer_month")) {
            owner.sql("create or replace trigger test_before before insert or update on reporting." + table
                            + " for each statement execute function reporting.test_die()")
                    .update();
            owner.sql("create or replace trigger test_after after insert or update on reporting." + table
                            + " for each statement execute function reporting.test_die()")
                    .update();
        }
        owner.sql("drop trigger if exists test_commit on facts.consumer").update();
        owner.sql("""
                create constraint trigger test_commit after update on facts.consumer deferrable initially deferred
                for each row when (new.name like 'reporting-%') execute function reporting.test_die()""").update();
        owner.sql("create or replace trigger test_moved after update on facts.consumer for each row"
                        + " when (new.name like 'reporting-%') execute function reporting.test_die()")
                .update();
    }

    @AfterProperty
    void disarm() {
        JdbcClient owner = SharedWorld.database();
        owner.sql("drop function if exists reporting.test_die() cascade").update();
        owner.sql("drop sequence if exists reporting.test_step").update();
        owner.sql("drop table if exists reporting.test_death").update();
    }

    @Provide
    Arbitrary<List<List<Happening>>> stories() {
        return Combinators.combine(
                        Arbitraries.of(Happening.What.class),
                        Arbitraries.longs().between(1, 1_000_000),
                        Arbitraries.integers().between(0, 180),
                        Arbitraries.integers().between(1, 2))
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Set<Integer>> deaths() {
        return Arbitraries.integers().between(1, STEPS).set().ofMaxSize(6);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void countsEachEventOnceAfterAnyCrash(
            @ForAll("stories") List<List<Happening>> story, @ForAll("deaths") Set<Integer> deaths) {
        play(story, deaths);
    }

    @Tag("nightly")
    @Property(tries = NIGHTLY_TRIES, edgeCases = EdgeCasesMode.NONE)
    void holdsInManySequences(@ForAll("stories") List<List<Happening>> story, @ForAll("deaths") Set<Integer> deaths) {
        play(story, deaths);
    }

    private void play(List<List<Happening>> story, Set<Integer> deaths) {
        PartnerId partner = new PartnerId(NUMBER.incrementAndGet());
        arm(deaths);
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (List<Happening> together : story) {
            append(together.stream()
                    .map(one -> one.fact(partner, code(partner)))
                    .toList());
            together.forEach(one -> one.foretell(code(partner), expected));
            readOnce();
        }
        String consumer = Copies.inUse(jdbc).consumer();
        Eventually.holds("all events are read", () -> {
            readOnce();
            return FactReaders.unread(jdbc, consumer, 1).isEmpty();
        });

        assertThat(recorded(partner)).isEqualTo(expected);
    }

    private static void arm(Set<Integer> deaths) {
        JdbcClient owner = SharedWorld.database();
        owner.sql("delete from reporting.test_death").update();
        owner.sql("alter sequence reporting.test_step restart").update();
        deaths.forEach(step -> owner.sql("insert into reporting.test_death values (?)")
                .param(step)
                .update());
    }

    /** A restarted process would continue. */
    private void readOnce() {
        try {
            rollUps.read();
        } catch (DataAccessException | TransactionException died) {
            assertThat(states(died))
                    .as("the death that the test caused: %s", died)
                    .containsAnyElementsOf(DEATHS);
        }
    }

    /** The SQL states of an exception and its causes. If the rollback failed too, there may be only its own cause. */
    private static Set<String> states(Throwable died) {
        Set<String> states = new HashSet<>();
        for (Throwable cause = died; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                states.add(sql.getSQLState());
            }
            if (cause instanceof TransactionSystemException rollback
                    && rollback.getApplicationException() instanceof Throwable before) {
                states.addAll(states(before));
            }
            if (cause instanceof SQLException closed && "Connection is closed".equals(closed.getMessage())) {
                states.add(CONNECTION_CLOSED);
            }
        }
        return states;
    }

    private void append(List<Fact> together) {
        transactions.executeWithoutResult(status -> {
            Pipeline pipeline = new Pipeline();
            facts.append(pipeline, together);
            pipeline.run(template);
        });
    }

    private static String code(PartnerId partner) {
        return "MODEL" + partner.value();
    }

    private Map<String, BigDecimal> recorded(PartnerId partner) {
        Map<String, BigDecimal> figures = new TreeMap<>();
        jdbc.sql("""
                        with hours as (
                          select 'purchase ' || to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' rule ' || rule as key,
                            purchases, amount, cashback + reward as payable, held
                          from reporting.purchases_by_hour where partner = :partner),
                        outcomes as (
                          select 'payout ' || to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' ' || outcome || ' ' || provider as key,
                            payouts, amount, fee, saved_on_direct, saved_on_next
                          from reporting.payouts_by_hour where partner = :partner)
                        select key || ' count', purchases from hours
                        union all select key || ' amount', amount from hours
                        union all select key || ' payable', payable from hours
                        union all select key || ' held', held from hours
                        union all select key || ' count', payouts from outcomes
                        union all select key || ' amount', amount from outcomes
                        union all select key || ' fee', fee from outcomes
                        union all select key || ' saved on direct', saved_on_direct from outcomes
                        union all select key || ' saved on next', saved_on_next from outcomes
                        union all select 'new ' || month, customers from reporting.new_customers_by_month where partner = :partner
                        union all select 'account ' || day || ' ' || account || ' ' || movement, amount
                          from reporting.accounts_by_day where owner = :code""")
                .param("partner", partner.value())
                .param("code", code(partner))
                .query(row -> {
                    figures.put(row.getString(1), row.getBigDecimal(2).setScale(2));
                });
        return figures;
    }
}
