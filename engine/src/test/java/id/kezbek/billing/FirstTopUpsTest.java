package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestPartners;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A partner's first top-up opens its account. Many concurrent first top-ups must not wait for each other's
 * connections.
 */
@EngineTest
class FirstTopUpsTest {

    private static final Money AMOUNT = Money.rupiah(1_000);

    /**
     * If requests wait for the pool in a circle, the pool refuses after its own timeout. This limit only ends a test
     * that hangs.
     */
    private static final long ANSWER_SECONDS_MAX = 30;

    @Autowired
    RecordTopUp recordTopUp;

    @Autowired
    TestPartners partners;

    @Autowired
    PartnerDirectory directory;

    @Autowired
    HikariDataSource pool;

    @Test
    void asManyAtOnceAsThePoolHasConnections() throws Exception {
        List<Partner> fresh = new ArrayList<>();
        for (int i = 0; i < 2 * pool.getMaximumPoolSize(); i++) {
            fresh.add(directory.find(partners.prepaid(Money.ZERO)).orElseThrow());
        }
        CyclicBarrier together = new CyclicBarrier(fresh.size());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RecordTopUp.Recorded>> answers = fresh.stream()
                    .map(partner -> callers.submit(() -> {
                        together.await();
                        return recordTopUp.record(
                                new TopUp(partner, AMOUNT, "bank " + partner.code(), "first", "test"));
                    }))
                    .toList();
            for (Future<RecordTopUp.Recorded> answer : answers) {
                assertThat(answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).amount())
                        .isEqualTo(AMOUNT);
            }
        }
    }
}
