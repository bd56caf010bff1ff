package id.kezbek.facts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.EngineTest;
import id.kezbek.testing.SharedWorld;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class FactsOrderTest {

    private static final String KIND = "ORDER_OF_TRANSACTIONS";

    @Autowired
    Facts facts;

    @Autowired
    JdbcClient jdbc;

    /** Without it, the consumer's cursor would prevent other events from losing their personal data. */
    @AfterEach
    void removeTheReader() {
        SharedWorld.database()
                .sql("delete from facts.consumer where name = 'order-test'")
                .update();
    }

    @Test
    void readsAllEventsWhenTransactionIdsGainDigit() {
        // Numbers below those of any real transaction, so that no other event lies between them.
        write("98");
        write("99");
        write("100");
        write("101");
        List<String> read = new ArrayList<>();

        // Two at a time: a batch that ended with 101 would skip 98 and 99 permanently.
        for (int list = 0; list < 2; list++) {
            facts.read("order-test", 2, next -> next.forEach(fact -> read.add(fact.kind() + fact.body())));
        }

        assertThat(read)
                .containsExactly(
                        KIND + "{\"xid\": 98}",
                        KIND + "{\"xid\": 99}",
                        KIND + "{\"xid\": 100}",
                        KIND + "{\"xid\": 101}");
    }

    /** The consumer passes these events too: their numbers move the cursor. */
    @Test
    void fetchesNoDataOfKindsThatTheReaderDoesNotLookInto() {
        jdbc.sql("insert into facts.consumer values ('order-test', '102', 0)").update();
        write("102", KIND);
        write("103", "ANOTHER_KIND");
        List<String> read = new ArrayList<>();

        facts.read("order-test", Set.of(KIND), 2, next -> next.forEach(fact -> read.add(fact.kind() + fact.body())));

        assertThat(read).containsExactly(KIND + "{\"xid\": 102}", "ANOTHER_KIND{}");
    }

    private void write(String xid) {
        write(xid, KIND);
    }

    private void write(String xid, String kind) {
        jdbc.sql("insert into facts.fact (xid, kind, subject, body, at) values (?::xid8, ?, ?, ?::jsonb, ?)")
                .params(xid, kind, UUID.randomUUID(), "{\"xid\": " + xid + "}", Timestamp.from(Instant.EPOCH))
                .update();
    }
}
