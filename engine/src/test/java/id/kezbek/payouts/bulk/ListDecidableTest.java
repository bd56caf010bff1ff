package id.kezbek.payouts.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.reading.StuckFilter;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The payouts about which one decision can be made. */
@PayoutsTest
class ListDecidableTest {

    private static final String REASON = "TEST_OF_LISTS";

    @Autowired
    ListDecidable listDecidable;

    @Autowired
    PayoutArchive archive;

    @Autowired
    Inquiry inquiry;

    @Autowired
    PayoutsStage stage;

    @Autowired
    TestClock clock;

    @AfterEach
    void clear() {
        stage.clear();
        clock.advance(Duration.ofMinutes(11));
    }

    @Test
    void filtersByReasonStateProviderAndAge() {
        UUID one = stage.inAttention(REASON);
        assertThat(listed(BulkDecision.RETRY)).containsExactly(one);
        assertThat(listDecidable
                        .list(BulkDecision.RETRY, filter("ANOTHER_REASON", null))
                        .payouts())
                .isEmpty();
        assertThat(listDecidable
                        .list(BulkDecision.RETRY, filter(REASON, "XENIT"))
                        .payouts())
                .isEmpty();
        assertThat(listDecidable
                        .list(BulkDecision.CANCEL, filter(REASON, null).in(Set.of(PayoutState.HELD)))
                        .payouts())
                .isEmpty();
        StuckFilter old = new StuckFilter(
                null, null, null, Set.of(), REASON, null, clock.instant().minus(Duration.ofHours(1)));
        assertThat(listDecidable.list(BulkDecision.RETRY, old).payouts()).isEmpty();
        clock.advance(Duration.ofHours(2));
        StuckFilter older = new StuckFilter(
                null, null, null, Set.of(), REASON, null, clock.instant().minus(Duration.ofHours(1)));
        assertThat(listDecidable.list(BulkDecision.RETRY, older).payouts()).hasSize(1);
    }

    @Test
    void findsPayoutsBehindThoseThatAreBeingSent() {
        Msisdn customer = stage.customer();
        UUID sent = stage.order(customer, "LSAJA", 8_000);
        stage.abandonWhileSending(sent, "MTRANS", clock.instant().plus(Duration.ofHours(9)));
        UUID unknown = stage.unknownAtGoPaid(customer, inquiry);
        clock.advance(Duration.ofHours(2));
        StuckFilter inFlight =
                new StuckFilter(null, customer, null, Set.of(), null, null, null).in(Set.of(PayoutState.IN_FLIGHT));
        assertThat(archive.decidable(new PayoutArchive.StuckPage(inFlight, null, clock.instant(), 1), true))
                .extracting(one -> one.payout().id())
                .containsExactly(unknown);
    }

    private List<UUID> listed(BulkDecision decision) {
        return listDecidable.list(decision, filter(REASON, null)).payouts().stream()
                .map(one -> one.payout().id())
                .toList();
    }

    private static StuckFilter filter(String reason, String provider) {
        return new StuckFilter(null, null, null, Set.of(), reason, provider, null);
    }
}
