package id.kezbek.trials.bench.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {

    @Test
    void statementCountsForItsSender() {
        List<String> driver = List.of("sun.nio.ch.Net", "org.postgresql.core.PGStream", "com.zaxxer.hikari.pool.X");
        assertThat(stage(
                        driver,
                        "id.kezbek.shared.sql.Pipeline",
                        "id.kezbek.payouts.records.Payouts",
                        "id.kezbek.payouts.dispatch.Dispatch"))
                .isEqualTo(Stage.DISPATCH);
        assertThat(stage(driver, "id.kezbek.payouts.records.Payouts", "id.kezbek.payouts.outcome.Outcomes"))
                .isEqualTo(Stage.OUTCOME);
        assertThat(stage(driver, "id.kezbek.facts.Facts", "id.kezbek.notifications.news.QueueEmails"))
                .isEqualTo(Stage.EVENTS);
        assertThat(stage(driver, "id.kezbek.notifications.queue.Emails", "id.kezbek.facts.Facts"))
                .isEqualTo(Stage.EMAIL);
        assertThat(stage(driver, "id.kezbek.cashback.accept.Purchases$Writer", "id.kezbek.shared.batch.NaturalBatcher"))
                .isEqualTo(Stage.ACCEPT);
    }

    @Test
    void rollUpsCountForAllTheirCalls() {
        assertThat(stage(
                        List.of("sun.nio.ch.Net", "org.postgresql.core.PGStream"),
                        "id.kezbek.shared.sql.Pipeline",
                        "id.kezbek.facts.Facts",
                        "id.kezbek.reporting.rollup.RollUps",
                        "id.kezbek.reporting.jobs.RollUpSchedule"))
                .isEqualTo(Stage.ROLL_UPS);
        assertThat(stage(List.of("id.kezbek.facts.Facts"), "id.kezbek.reporting.export.TellOwner"))
                .isEqualTo(Stage.EVENTS);
    }

    @Test
    void firstFrameFromTopDecides() {
        assertThat(stage(
                        List.of("java.lang.String", "ch.qos.logback.core.OutputStreamAppender"),
                        "id.kezbek.notifications.SendEmail"))
                .isEqualTo(Stage.LOG);
        assertThat(stage(
                        List.of("tools.jackson.databind.json.JsonMapper"),
                        "org.springframework.web.servlet.DispatcherServlet",
                        "org.apache.coyote.Processor"))
                .isEqualTo(Stage.HTTP);
        assertThat(stage(List.of("id.kezbek.cashback.accept.AcceptPurchase"), "org.springframework.web.Servlet"))
                .isEqualTo(Stage.ACCEPT);
        assertThat(stage(
                        List.of("java.util.concurrent.CompletableFuture", "jdk.internal.net.http.Http1Exchange"),
                        "id.kezbek.payouts.providers.http.Line"))
                .isEqualTo(Stage.PROVIDER_CALL);
    }

    @Test
    void whereNoFrameDoesTheThreadsNameDecides() {
        assertThat(Stage.of(List.of("io.netty.channel.epoll.Native"), "sdk-async-response-1"))
                .isEqualTo(Stage.EMAIL);
        assertThat(Stage.of(List.of("io.netty.channel.epoll.Native"), "lettuce-epollEventLoop-4-1"))
                .isEqualTo(Stage.OTHER);
        assertThat(Stage.of(List.of(), "payout-17")).isEqualTo(Stage.PROVIDER_CALL);
        assertThat(Stage.ofThread("C2 CompilerThre")).isEqualTo(Stage.JIT);
        assertThat(Stage.ofThread("GC Thread#0")).isEqualTo(Stage.GC);
    }

    private static Stage stage(List<String> top, String... rest) {
        return Stage.of(
                java.util.stream.Stream.concat(top.stream(), java.util.stream.Stream.of(rest))
                        .toList(),
                "ForkJoinPool-1-worker-1");
    }
}
