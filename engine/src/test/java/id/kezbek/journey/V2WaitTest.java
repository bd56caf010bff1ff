package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.SandboxFaults;
import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code Prefer: wait} over HTTP, while the engine's jobs run. */
@EngineTest
class V2WaitTest {

    private final EngineUnderTest engine;

    V2WaitTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void waitingCallerGetsPaidState() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        PurchaseBody purchase = PurchaseBody.goodV2();

        Answer answer = partner.transact(purchase.json(), "Prefer", "respond-async, wait=60");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("preference-applied")).isEqualTo("wait=10");
        assertThat(answer.body().at("/payout/state").asString()).isEqualTo("PAID");
        Answer again = partner.transact(purchase.json(), "Prefer", "wait=2");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("preference-applied")).isEqualTo("wait=2");
        assertThat(again.body()).isEqualTo(answer.body());
    }

    @Test
    void callerGetsCurrentStateAfterWait() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        SandboxFaults.set(engine.world().providers().url(), "XENIT", "{\"latency_ms\":4500}");
        // Enough time to send the order on a busy machine, but not enough for its answer.
        Answer answer;
        try {
            answer = partner.transact(
                    PurchaseBody.goodV2().with("wallet", "\"JOSVO\"").json(), "Prefer", "wait=2");
        } finally {
            SandboxFaults.set(engine.world().providers().url(), "XENIT", "{}");
        }

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("preference-applied")).isEqualTo("wait=2");
        assertThat(answer.body().at("/payout/state").asString()).isEqualTo("IN_FLIGHT");
        engine.awaitPaid(partner.id());
    }

    @Test
    void answersRefusalWithoutWait() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));

        Answer answer = partner.transact(PurchaseBody.goodV2().worth("1").json(), "Prefer", "wait=10");

        assertThat(answer.v2()).isEqualTo("422 no-cashback");
        assertThat(answer.header("preference-applied")).isEmpty();
    }

    @Test
    void manyMoreCanWaitThanTheDatabaseHasConnectionsFor() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> partner.transact(
                            PurchaseBody.goodV2()
                                    .with("msisdn", "\"62812000" + (1_000 + i) + "\"")
                                    .json(),
                            "Prefer",
                            "wait=10")))
                    .toList();
            answers = calls.stream().map(V2WaitTest::join).toList();
        }

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body().at("/payout/state").asString()).isEqualTo("PAID");
        });
    }

    private static Answer join(Future<Answer> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
