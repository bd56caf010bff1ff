package id.kezbek.cashback.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.TestPartners;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The share of one partner in the waiting batches. */
@EngineTest
class ListsOfOnePartnerTest {

    private static final int SHARE = 16;
    private static final int LISTS = SHARE + 4;

    private final AcceptPurchase acceptPurchase;
    private final TestPartners partners;

    ListsOfOnePartnerTest(AcceptPurchase acceptPurchase, TestPartners partners) {
        this.acceptPurchase = acceptPurchase;
        this.partners = partners;
    }

    @Test
    void leavesRoomForOthers() throws Exception {
        PartnerId crowding = partners.prepaid(Money.rupiah(1_000_000));
        PartnerId other = partners.prepaid(Money.rupiah(1_000_000));
        List<CompletableFuture<String>> crowd = new ArrayList<>();
        CompletableFuture<String> others;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection blocking =
                        DriverManager.getConnection(SharedWorld.get().jdbcUrl())) {
            blocking.setAutoCommit(false);
            try (Statement lock = blocking.createStatement()) {
                lock.execute("lock table cashback.reference in access exclusive mode");
            }
            for (int list = 0; list < LISTS; list++) {
                String reference = "CROWD-" + list;
                crowd.add(CompletableFuture.supplyAsync(() -> outcome(crowding, reference), callers));
            }
            Eventually.holds(
                    "those beyond the share are refused at once",
                    Duration.ofSeconds(10),
                    () -> crowd.stream().filter(CompletableFuture::isDone).count() == LISTS - SHARE);
            others = CompletableFuture.supplyAsync(() -> outcome(other, "OTHER"), callers);
            blocking.rollback();
        }
        assertThat(crowd.stream().map(CompletableFuture::join))
                .containsOnly("Accepted", ErrorCode.TOO_MANY_REQUESTS.name())
                .filteredOn("Accepted"::equals)
                .hasSize(SHARE);
        assertThat(others.join()).isEqualTo("Accepted");
        assertThat(outcome(crowding, "LATER")).isEqualTo("Accepted");
    }

    private String outcome(PartnerId partner, String reference) {
        Purchase purchase =
                new Purchase(partner, reference, new Msisdn("628777000001"), null, "LSAJA", 1, Money.rupiah(100_000));
        try {
            return acceptPurchase
                    .acceptAll(List.of(purchase))
                    .getFirst()
                    .getClass()
                    .getSimpleName();
        } catch (Refusal refusal) {
            return refusal.code().name();
        }
    }
}
