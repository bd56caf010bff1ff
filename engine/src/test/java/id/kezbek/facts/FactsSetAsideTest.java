package id.kezbek.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An event that a consumer cannot process becomes a dead letter. No other event is lost, processed twice or skipped.
 */
@EngineTest
class FactsSetAsideTest {

    private static final Set<String> WRONG = Set.of("2", "4");

    private final EngineUnderTest engine;
    private final Facts facts;
    private final FactsSetAside setAside;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final String consumer = "set-aside-" + UUID.randomUUID();

    FactsSetAsideTest(EngineUnderTest engine) {
        this.engine = engine;
        this.facts = engine.get(Facts.class);
        this.setAside = engine.get(FactsSetAside.class);
        this.jdbc = engine.get(JdbcClient.class);
        this.transactions = engine.get(TransactionTemplate.class);
    }

    @BeforeEach
    void fiveFactsThatNobodyElseReads() {
        // The consumer starts after all existing events. One transaction, so that no other event lies between them.
        transactions.executeWithoutResult(status -> {
            jdbc.sql("insert into facts.consumer values (?, pg_current_xact_id(), 0)")
                    .param(consumer)
                    .update();
            for (int number = 1; number <= 5; number++) {
                jdbc.sql("insert into facts.fact (kind, subject, body, at) values (?, ?, ?::jsonb, ?)")
                        .params(
                                consumer,
                                UUID.randomUUID(),
                                "{\"number\": " + number + "}",
                                Timestamp.from(engine.clock().instant()))
                        .update();
            }
        });
    }

    @AfterEach
    void forget() {
        engine.database()
                .sql("delete from facts.set_aside where consumer = ?")
                .param(consumer)
                .update();
        engine.database()
                .sql("delete from facts.consumer where starts_with(name, ?)")
                .param(consumer)
                .update();
        engine.clock().reset();
    }

    @Test
    void processesOtherEventsOnceAndContinues() {
        List<String> taken = new ArrayList<>();

        readAll(taking(taken, WRONG));

        assertThat(written()).containsExactly("1", "3", "5");
        assertThat(standing().setAside()).isEqualTo(2);
        readAll(taking(taken, WRONG));
        assertThat(written()).as("nothing is taken twice").containsExactly("1", "3", "5");
        assertThat(listed()).hasSize(2).allSatisfy(fact -> {
            assertThat(fact.kind()).isEqualTo(consumer);
            assertThat(fact.tries()).isEqualTo(1);
            assertThat(fact.reason())
                    .startsWith("IllegalStateException in FactsSetAsideTest:")
                    .doesNotContain("secret");
        });
    }

    @Test
    void continuesAfterLockIsReleased() {
        List<String> taken = new ArrayList<>();

        transactions.executeWithoutResult(status -> {
            engine.get(FactReaders.class).hold(consumer);
            CompletableFuture.runAsync(() -> readAll(taking(taken, Set.of()))).join();
            assertThat(taken).isEmpty();
        });

        readAll(taking(taken, Set.of()));
        assertThat(taken).hasSize(5);
    }

    @Test
    void rollsBackWritesOfFailedEvent() {
        readAll(next -> next.forEach(fact -> {
            write(fact);
            if (WRONG.contains(number(fact))) {
                throw new IllegalStateException("after the write");
            }
        }));

        assertThat(written()).containsExactly("1", "3", "5");
    }

    @Test
    void oneThatTheDatabaseRefusesIsSetAsideToo() {
        readAll(next -> next.forEach(fact -> {
            write(fact);
            if (WRONG.contains(number(fact))) {
                jdbc.sql("select '{\"a\": \"\\u0000\"}'::jsonb ->> 'a'")
                        .query(String.class)
                        .single();
            }
        }));

        assertThat(written()).containsExactly("1", "3", "5");
        assertThat(standing().setAside()).isEqualTo(2);
    }

    @Test
    void outageCreatesNoDeadLetter() {
        Consumer<List<Fact>> away = next -> {
            if (next.stream().anyMatch(fact -> fact.kind().equals(consumer))) {
                throw new DataAccessResourceFailureException("away");
            }
        };

        assertThatThrownBy(() -> readAll(away)).isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(standing().setAside()).isZero();
        assertThat(standing().unread()).isGreaterThanOrEqualTo(5);
        readAll(taking(new ArrayList<>(), Set.of()));
        assertThat(written()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void retriesFixedEventsAndKeepsOthers() {
        readAll(taking(new ArrayList<>(), WRONG));
        engine.clock().advance(Duration.ofMinutes(1));

        assertThat(setAside.retry(consumer, taking(new ArrayList<>(), Set.of("4"))))
                .isEqualTo(new FactsSetAside.Retried(1, 1, 0));

        assertThat(written()).containsExactly("1", "2", "3", "5");
        assertThat(listed()).singleElement().satisfies(fact -> {
            assertThat(fact.tries()).isEqualTo(2);
            assertThat(fact.triedAt()).isAfter(fact.setAsideAt());
        });
        assertThat(setAside.retry(consumer, taking(new ArrayList<>(), Set.of())))
                .isEqualTo(new FactsSetAside.Retried(1, 0, 0));
        assertThat(written()).containsExactly("1", "2", "3", "4", "5");
        assertThat(setAside.retry(consumer, taking(new ArrayList<>(), Set.of())))
                .isEqualTo(new FactsSetAside.Retried(0, 0, 0));
    }

    @Test
    void retriesManyInPortionsAndCountsRest() {
        setAside(FactsSetAside.RETRIED_AT_ONCE * 2 + 10);
        List<String> transactionOfEach = new ArrayList<>();
        Consumer<List<Fact>> taking = next -> transactionOfEach.add(jdbc.sql("select pg_current_xact_id()::text")
                .query(String.class)
                .single());

        assertThat(setAside.retry(consumer, FactsSetAside.RETRIED_AT_ONCE + 5, taking))
                .isEqualTo(new FactsSetAside.Retried(
                        FactsSetAside.RETRIED_AT_ONCE + 5, 0, FactsSetAside.RETRIED_AT_ONCE + 5));

        assertThat(transactionOfEach).hasSize(FactsSetAside.RETRIED_AT_ONCE + 5);
        assertThat(transactionOfEach.stream().distinct()).hasSize(2);
    }

    @Test
    void triesEachDeadLetterOncePerRun() {
        setAside(FactsSetAside.RETRIED_AT_ONCE * 2 + 10);
        Consumer<List<Fact>> refusing = next -> {
            throw new IllegalStateException("not mended");
        };

        assertThat(setAside.retry(consumer, refusing))
                .isEqualTo(new FactsSetAside.Retried(0, FactsSetAside.RETRIED_AT_ONCE * 2 + 10, 0));
        assertThat(listed()).allSatisfy(fact -> assertThat(fact.tries()).isEqualTo(2));

        engine.clock().advance(Duration.ofMinutes(1));
        assertThat(setAside.retry(consumer, 7, refusing))
                .isEqualTo(new FactsSetAside.Retried(0, 7, FactsSetAside.RETRIED_AT_ONCE * 2 + 3));
        engine.clock().advance(Duration.ofMinutes(1));
        setAside.retry(consumer, 7, refusing);
        assertThat(listed().stream().filter(fact -> fact.tries() == 3))
                .as("others than before")
                .hasSize(14);
    }

    @Test
    void keepsProgressOnOutage() {
        setAside(FactsSetAside.RETRIED_AT_ONCE + 10);
        List<Fact> handed = new ArrayList<>();

        assertThatThrownBy(() -> setAside.retry(consumer, next -> {
                    handed.addAll(next);
                    if (handed.size() > FactsSetAside.RETRIED_AT_ONCE + 5) {
                        throw new DataAccessResourceFailureException("away");
                    }
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(listed()).hasSize(10);
    }

    @Test
    void countsUnreadEventsAndTheirAge() {
        assertThat(standing().unread()).isGreaterThanOrEqualTo(5);
        engine.clock().advance(Duration.ofMinutes(7));
        assertThat(standing().oldestUnreadAge()).isGreaterThanOrEqualTo(Duration.ofMinutes(7));
    }

    /** Events of this test's kind that its consumer could not process. */
    private void setAside(int number) {
        Timestamp now = Timestamp.from(engine.clock().instant());
        jdbc.sql("""
                        insert into facts.fact (kind, subject, body, at)
                        select ?, gen_random_uuid(), '{"number": 6}', ? from generate_series(6, ?)""").params(consumer, now, number).update();
        jdbc.sql("""
                        insert into facts.set_aside (consumer, xid, id, reason, set_aside_at, tried_at)
                        select kind, xid, id, 'a test', ?, ? from facts.fact where kind = ?""").params(now, now, consumer).update();
    }

    /** Other tests may add events at the same time; those are read and ignored. */
    private void readAll(Consumer<List<Fact>> handler) {
        int read = facts.read(consumer, 3, handler);
        for (int list = 0; read > 0 && list < 1_000; list++) {
            read = facts.read(consumer, 3, handler);
        }
    }

    private Consumer<List<Fact>> taking(List<String> taken, Set<String> wrong) {
        return next -> {
            for (Fact fact : next) {
                if (fact.kind().equals(consumer)) {
                    if (wrong.contains(number(fact))) {
                        throw new IllegalStateException("secret " + fact.body());
                    }
                    write(fact);
                    taken.add(number(fact));
                }
            }
        };
    }

    /**
     * The consequence of an event, in the consumer's transaction: a row with the event's number under the consumer's
     * name.
     */
    private void write(Fact fact) {
        if (fact.kind().equals(consumer)) {
            jdbc.sql("insert into facts.consumer values (?, '0', 0)")
                    .param(consumer + "/" + number(fact))
                    .update();
        }
    }

    private List<String> written() {
        return engine.database()
                .sql("select substr(name, ?) from facts.consumer where name like ? order by name")
                .params(consumer.length() + 2, consumer + "/%")
                .query(String.class)
                .list();
    }

    private String number(Fact fact) {
        return fact.kind().equals(consumer) ? fact.body().replaceAll("\\D", "") : "";
    }

    private FactReaders.Reader standing() {
        return engine.get(FactReaders.class).all().stream()
                .filter(reader -> reader.consumer().equals(consumer))
                .findFirst()
                .orElseThrow();
    }

    private List<FactsSetAside.SetAside> listed() {
        return setAside.page(null, 1_000).stream()
                .filter(fact -> fact.position().consumer().equals(consumer))
                .toList();
    }
}
