package id.kezbek.cashback.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refused changes of rules: invalid input, an outdated base version, a time in the past. */
@EngineTest
class RuleRefusalsOverHttpTest {

    private static final String PATH = RuleCalls.PATH;

    private final EngineUnderTest engine;
    private final RuleCalls calls;

    RuleRefusalsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.calls = new RuleCalls(engine);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void refusesApprovalAfterOtherChange() {
        long rule = calls.made("\"percent\":\"10\"");
        Answer first = calls.staff()
                .post(PATH + "/" + rule + "/versions", Role.OPERATIONS, RuleCalls.version(1, "\"percent\":\"20\""));
        calls.setAside(first);
        calls.changed(rule, 1, "\"percent\":\"30\"");

        Answer late = calls.approve(first, Role.ADMIN);

        assertThat(late.v2()).isEqualTo("409 state-conflict");
        assertThat(late.body().get("detail").asString())
                .isEqualTo("rule " + rule
                        + " is at version 2 and not at 1; make a new proposal based on the current version");
        assertThat(calls.report(1).decision().cashback()).isEqualTo(Money.rupiah(30_000));
        assertThat(calls.staff()
                        .post(
                                PATH + "/" + rule + "/versions",
                                Role.OPERATIONS,
                                RuleCalls.version(1, "\"percent\":\"40\""))
                        .v2())
                .as("a base that is behind is told at the proposal already")
                .isEqualTo("409 state-conflict");
    }

    @Test
    void refusesApprovalAfterStartHasPassed() {
        Instant from = Instant.now().plus(1, ChronoUnit.HOURS);
        Answer proposed = calls.propose(PATH, calls.terms("\"percent\":\"10\",\"valid_from\":\"" + from + "\""));
        engine.clock().advance(Duration.ofHours(2));

        assertThat(calls.approve(proposed, Role.ADMIN).v2()).isEqualTo("409 state-conflict");
        assertThat(calls.staff()
                        .get(PATH + "/" + RuleCalls.rule(proposed), Role.ADMIN)
                        .v2())
                .isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"percent\":\"10\",\"quantity_from\":0|quantity_from",
                "\"percent\":\"10\",\"quantity_below\":1|quantity_below",
                "\"percent\":\"10\",\"quantity_below\":\"5\"|quantity_below",
                "\"percent\":\"101\"|percent",
                "\"percent\":\"-1\"|percent",
                "\"percent\":\"1.00001\"|percent",
                "\"percent\":1.5|percent",
                "\"percent\":\"10\",\"amount_below\":{\"value\":\"1.00\",\"currency\":\"IDR\"}|amount_below",
                "\"percent\":\"10\",\"amount_below\":{\"value\":\"-1.00\",\"currency\":\"IDR\"}|amount_below.value",
                "\"percent\":\"10\",\"cap\":{\"value\":\"1.50\",\"currency\":\"IDR\"}|cap.value",
                "\"percent\":\"10\",\"budget\":{\"value\":\"1.50\",\"currency\":\"IDR\"}|budget.value",
                "\"percent\":\"10\",\"customer_cap\":{\"value\":\"1.00\",\"currency\":\"IDR\"}|customer_cap_period",
                "\"percent\":\"10\",\"customer_cap_period\":\"DAY\"|customer_cap",
                "\"percent\":\"10\",\"customer_cap\":{\"value\":\"1.00\",\"currency\":\"IDR\"},\"customer_cap_period\":\"YEAR\"|customer_cap_period",
                "\"percent\":\"10\",\"valid_from\":\"yesterday\"|valid_from",
                "\"percent\":\"10\",\"valid_from\":\"2020-01-01T00:00:00Z\"|valid_from",
                "\"percent\":\"10\",\"valid_until\":\"2020-01-01T00:00:00Z\"|valid_until",
                "\"percent\":\"10\",\"valid_from\":\"2990-01-02T00:00:00Z\",\"valid_until\":\"2990-01-01T00:00:00Z\"|valid_until",
                "\"percent\":\"10\",\"wallet\":\"NOPE\"|wallet",
                "\"percent\":\"10\",\"priority\":1|priority"
            })
    void namesInvalidFieldsOfNewRule(String fields, String field) {
        long before = engine.count("approvals.approval");

        Answer answer = calls.propose(PATH, calls.terms(fields));

        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(engine.count("approvals.approval")).isEqualTo(before);
    }

    @Test
    void ofTwoChangesToOneVersionThatAreApprovedAtOnceOneIsMade() throws Exception {
        long rule = calls.made("\"percent\":\"10\"");
        List<Answer> proposals = new ArrayList<>();
        for (String percent : List.of("20", "30")) {
            Answer proposed = calls.staff()
                    .post(
                            PATH + "/" + rule + "/versions",
                            Role.OPERATIONS,
                            RuleCalls.version(1, "\"percent\":\"" + percent + "\""));
            calls.setAside(proposed);
            proposals.add(proposed);
        }

        List<Callable<Integer>> approvals = proposals.stream()
                .<Callable<Integer>>map(
                        proposed -> () -> calls.approve(proposed, Role.ADMIN).status())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : threads.invokeAll(approvals)) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        assertThat(calls.staff()
                        .get(PATH + "/" + rule, Role.ADMIN)
                        .body()
                        .get("versions")
                        .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "versions|{\"quantity_from\":1,\"percent\":\"1\",\"reason\":\"x\"}|base_version",
                "versions|{\"base_version\":0,\"quantity_from\":1,\"percent\":\"1\",\"reason\":\"x\"}|base_version",
                "versions|{\"base_version\":1,\"quantity_from\":1,\"percent\":\"1\",\"reason\":\"x\",\"partner\":\"LAJADA\"}|partner",
                "versions|{\"base_version\":1,\"quantity_from\":1,\"percent\":\"1\"}|reason",
                "end|{\"base_version\":1}|reason",
                "end|{\"base_version\":1,\"at\":\"2020-01-01T00:00:00Z\",\"reason\":\"x\"}|at",
                "end|{\"base_version\":1,\"at\":\"soon\",\"reason\":\"x\"}|at"
            })
    void namesInvalidFieldsOfChange(String call, String body, String field) {
        Answer answer = calls.staff().post(PATH + "/1/" + call, Role.OPERATIONS, body);

        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly(field);
    }

    @Test
    void reportsUnknownRule() {
        assertThat(calls.staff()
                        .post(
                                PATH,
                                Role.OPERATIONS,
                                "{\"partner\":\"NOBODY\",\"quantity_from\":1,\"percent\":\"1\",\"reason\":\"x\"}")
                        .fields())
                .containsExactly("partner");
        for (String id : List.of("999999999", "0", "-1", "x", "1e3", "99999999999999999999")) {
            assertThat(calls.staff().get(PATH + "/" + id, Role.ADMIN).v2())
                    .as(id)
                    .isEqualTo("404 not-found");
            assertThat(calls.staff()
                            .post(PATH + "/" + id + "/end", Role.ADMIN, "{\"base_version\":1,\"reason\":\"x\"}")
                            .v2())
                    .as(id)
                    .isEqualTo("404 not-found");
        }
        assertThat(calls.staff().get(PATH + "?state=OLD", Role.ADMIN).fields()).containsExactly("state");
        assertThat(calls.staff().get(PATH + "?partner=NOBODY", Role.ADMIN).fields())
                .containsExactly("partner");
        assertThat(calls.staff().post(PATH + ":try", Role.ADMIN, "{}").fields())
                .containsExactlyInAnyOrder("partner", "quantity", "amount", "wallet");
        assertThat(calls.staff()
                        .post(PATH, Role.FINANCE, calls.terms("\"percent\":\"10\""))
                        .v2())
                .isEqualTo("403 forbidden");
    }
}
