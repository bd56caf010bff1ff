package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.AwaitPayouts.Waited;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Waiting alone: schedules are off, so that an outcome is written only when the test lets somebody write it. */
@PayoutsTest
class AwaitPayoutsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(250);

    @Autowired
    AwaitPayouts awaitPayouts;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void clear() {
        callers.shutdownNow();
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void theEndThatAnotherBringsAboutEndsTheWait() throws Exception {
        UUID payout = stage.order(stage.customer(), "JOSVO", 2_000);
        CompletableFuture<Waited> one = waits(payout, LONG);
        CompletableFuture<Waited> other = waits(payout, LONG);
        Eventually.holds("both wait", () -> awaitPayouts.waiting() == 2);

        dispatch.run();

        assertThat(one.get()).isEqualTo(new Waited.Ended(PayoutState.PAID));
        assertThat(other.get()).isEqualTo(new Waited.Ended(PayoutState.PAID));
        Eventually.holds("nobody waits any more", () -> awaitPayouts.waiting() == 0);
    }

    @Test
    void whatOnlyPeopleOrMoneyMoveOnEndsTheWaitToo() {
        for (PayoutState state :
                List.of(PayoutState.HELD, PayoutState.ATTENTION, PayoutState.CANCELLED, PayoutState.PAID)) {
            UUID payout = stage.order(stage.customer(), "JOSVO", 2_000);
            jdbc.sql("update payouts.payout set state = ? where id = ?")
                    .params(state.name(), payout)
                    .update();
            assertThat(awaitPayouts.await(payout, LONG)).isEqualTo(new Waited.Ended(state));
        }
    }

    @Test
    void whatIsStillOnItsWayIsNotWaitedForLongerThanAsked() throws Exception {
        UUID due = stage.order(stage.customer(), "JOSVO", 2_000);
        UUID unknown = stage.order(stage.customer(), "JOSVO", 3_000);
        stage.abandonWhileSending(unknown, "XENIT", clock.instant());

        assertThat(awaitPayouts.await(due, SHORT)).isEqualTo(new Waited.TimeUp());
        assertThat(awaitPayouts.await(unknown, SHORT)).isEqualTo(new Waited.TimeUp());
        assertThat(awaitPayouts.waiting()).isZero();
    }

    @Test
    void moreThanCanWaitDoNotWait() {
        UUID payout = stage.order(stage.customer(), "JOSVO", 2_000);
        List<CompletableFuture<Waited>> waiting = new ArrayList<>();
        for (int i = 0; i < AwaitPayouts.MAX_WAITING; i++) {
            waiting.add(waits(payout, LONG));
        }
        Eventually.holds("all places are taken", () -> awaitPayouts.waiting() == AwaitPayouts.MAX_WAITING);

        assertThat(awaitPayouts.await(payout, LONG)).isEqualTo(new Waited.Crowded());

        jdbc.sql("update payouts.payout set state = 'CANCELLED' where id = ?")
                .param(payout)
                .update();
        assertThat(waiting)
                .allSatisfy(each -> assertThat(each.join()).isEqualTo(new Waited.Ended(PayoutState.CANCELLED)));
    }

    @Test
    void onePartnersCallersLeaveRoomForOthers() {
        UUID payout = stage.order(stage.customer(), "JOSVO", 2_000);
        PartnerId crowding = new PartnerId(-1);
        List<CompletableFuture<Waited>> waiting = new ArrayList<>();
        for (int i = 0; i < AwaitPayouts.MAX_WAITING_OF_ONE_PARTNER; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> awaitPayouts.await(crowding, payout, LONG), callers));
        }
        Eventually.holds(
                "its places are taken", () -> awaitPayouts.waiting() == AwaitPayouts.MAX_WAITING_OF_ONE_PARTNER);

        assertThat(awaitPayouts.await(crowding, payout, LONG)).isEqualTo(new Waited.Crowded());
        assertThat(awaitPayouts.await(new PartnerId(-2), payout, SHORT)).isEqualTo(new Waited.TimeUp());

        jdbc.sql("update payouts.payout set state = 'CANCELLED' where id = ?")
                .param(payout)
                .update();
        assertThat(waiting)
                .allSatisfy(each -> assertThat(each.join()).isEqualTo(new Waited.Ended(PayoutState.CANCELLED)));
        assertThat(awaitPayouts.await(crowding, payout, LONG)).isEqualTo(new Waited.Ended(PayoutState.CANCELLED));
    }

    @Test
    void stoppingEndsAllWaitsAndAdmitsNobody() {
        AwaitPayouts own = new AwaitPayouts(jdbc);
        own.start();
        UUID payout = stage.order(stage.customer(), "JOSVO", 2_000);
        CompletableFuture<Waited> waiting =
                CompletableFuture.supplyAsync(() -> own.await(payout, Duration.ofMinutes(5)), callers);
        Eventually.holds("somebody waits", () -> own.waiting() == 1);

        own.stop();

        assertThat(waiting.join()).isEqualTo(new Waited.TimeUp());
        assertThat(own.await(payout, LONG)).isEqualTo(new Waited.Crowded());
    }

    private CompletableFuture<Waited> waits(UUID payout, Duration longest) {
        return CompletableFuture.supplyAsync(() -> awaitPayouts.await(payout, longest), callers);
    }
}
