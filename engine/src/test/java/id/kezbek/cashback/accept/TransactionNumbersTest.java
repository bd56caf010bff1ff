package id.kezbek.cashback.accept;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.SharedWorld;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers for the same transactions that are requested at the same time. */
@EngineTest
class TransactionNumbersTest {

    private static final PartnerId PARTNER = new PartnerId(1);

    private final TransactionNumbers numbers;
    private final JdbcClient jdbc;

    TransactionNumbersTest(TransactionNumbers numbers, JdbcClient jdbc) {
        this.numbers = numbers;
        this.jdbc = jdbc;
    }

    /** A third transaction locks the middle row until both batches have reached it, each from its own end. */
    @Test
    void listsInOppositeOrdersAreNumberedAlike() throws Exception {
        List<UUID> ids = Stream.generate(UUID::randomUUID)
                .limit(3)
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection third = DriverManager.getConnection(SharedWorld.get().jdbcUrl())) {
            third.setAutoCommit(false);
            try (PreparedStatement insert = third.prepareStatement(
                    "insert into cashback.transaction_number (purchase, partner) values (?, 1)")) {
                insert.setObject(1, ids.get(1));
                insert.executeUpdate();
            }
            CompletableFuture<Map<UUID, Long>> one =
                    CompletableFuture.supplyAsync(() -> numbers.of(PARTNER, ids), callers);
            CompletableFuture<Map<UUID, Long>> other =
                    CompletableFuture.supplyAsync(() -> numbers.of(PARTNER, ids.reversed()), callers);
            Eventually.holds("both wait", () -> waiting() == 2);
            third.rollback();

            assertThat(one.get()).isEqualTo(other.get()).containsOnlyKeys(ids);
        }
    }

    private long waiting() {
        return jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and query like '%cashback.transaction_number%'""").query(Long.class).single();
    }
}
