package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.FinanceClient.Person;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.run.EngineProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The benchmark of reports, lists and the console's pages on a long history, and of exporting a large list. */
final class PagesBench {

    private static final long PURCHASES = 1_000_000;
    private static final long QUICK_PURCHASES = 20_000;
    private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
    private static final int WARM_UP = 5;
    private static final int CALLS = 40;
    private static final int P50 = 50;
    private static final int P95 = 95;
    private static final Duration JOB_WITHIN = Duration.ofMinutes(10);
    private static final Duration EXPORT_WITHIN = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private static final String STAFF = "admin@kezbek.id";

    /**
     * Disables all background work except the e-mails for log-ins.
     */
    private static final Map<String, String> ENGINE =
            Map.of("cezbek.jobs.scheduled", "false", "cezbek.notifications.interval", "PT2S");

    private static final String HEAP = "-Xmx256m";

    private final BenchReport report;
    private final FinanceClient finance;
    private final ConsoleVisitor visitor;
    private final long enginePid;
    private final long postgresPid;
    private boolean failed;

    private PagesBench(
            BenchReport report, FinanceClient finance, ConsoleVisitor visitor, long enginePid, long postgresPid) {
        this.report = report;
        this.finance = finance;
        this.visitor = visitor;
        this.enginePid = enginePid;
        this.postgresPid = postgresPid;
    }

    /**
     * @return the exit status: 0, or 1 if a request failed
     */
    static int run(
            List<String> flags, EngineProcess.Program program, List<String> jvmFlags, Path logs, PrintStream out) {
        long purchases = purchases(flags);
        BenchReport report = new BenchReport(out);
        report.say("Starting a temporary PostgreSQL and the other systems, and one engine with a heap of 256 MB.");
        List<String> engineFlags = new ArrayList<>(jvmFlags);
        engineFlags.add(HEAP);
        try {
            OwnerOnly.folder(logs);
            try (BenchWorld world =
                            BenchWorld.start(program, engineFlags, logs.resolve("bench-pages-engine.log"), ENGINE);
                    Connection database = DriverManager.getConnection(world.jdbcUrl());
                    HttpCalls calls = new HttpCalls(world.baseUrl(), Duration.ofMinutes(2))) {
                long began = System.nanoTime();
                PagesHistory.write(database, purchases);
                report.say(String.format(
                        Locale.ROOT,
                        "%,d purchases with their payouts and six ledger lines each, written in %d s",
                        purchases,
                        seconds(began)));
                try (ConsoleVisitor visitor = ConsoleVisitor.logIn(world.baseUrl(), world.mailUrl(), STAFF)) {
                    return new PagesBench(
                                    report,
                                    new FinanceClient(calls, world.sandboxFile()),
                                    visitor,
                                    world.enginePid(),
                                    Bench.postgresPid(database))
                            .measure();
                }
            }
        } catch (IOException | SQLException | NoAnswer broken) {
            throw new CannotStart("the benchmark stopped: " + broken.getMessage() + "; logs are in " + logs, broken);
        }
    }

    private static long purchases(List<String> flags) {
        if (flags.isEmpty()) {
            return PURCHASES;
        }
        if (flags.equals(List.of("--quick"))) {
            return QUICK_PURCHASES;
        }
        if (flags.size() == 2
                && flags.getFirst().equals("--purchases")
                && flags.getLast().matches("[1-9][0-9]{4,7}")) {
            return Long.parseLong(flags.getLast());
        }
        throw new CannotStart("bench pages takes: [--quick] or [--purchases N], with N from 10000 to 99999999");
    }

    private int measure() {
        runJob("sum-ledger-days");
        runJob("sum-payout-days");
        runJob("sum-billable-days");
        runJob("verify-roll-ups");
        paths().forEach(path -> page(path, () -> {
            Answer answer = finance.get(path);
            return answer.succeeded() ? null : answer.status() + " " + answer.shortened();
        }));
        ConsoleBench console = new ConsoleBench(report, finance);
        ConsoleBench.withLinked(
                        console.paths(LocalDate.now(JAKARTA), accountOfMostLines()),
                        path -> visitor.get(path).body())
                .forEach(path -> page(path, () -> {
                    HttpResponse<String> answer = visitor.get(path);
                    return ConsoleBench.isShown(answer) ? null : answer.statusCode() + "";
                }));
        console.backtest();
        for (String format : List.of("XLSX", "CSV", "PARQUET")) {
            export(format);
        }
        return failed ? 1 : 0;
    }

    /** All reports, and the lists that grow with the history. */
    private List<String> paths() {
        LocalDate today = LocalDate.now(JAKARTA);
        String month = "from=" + today.minusDays(30) + "&to=" + today;
        String quarter = "from=" + today.minusDays(90) + "&to=" + today;
        String reports = "/api/v2/reports/";
        String account = accountOfMostLines();
        return List.of(
                reports + "purchases?" + month,
                reports + "purchases?by=DAY&" + month,
                reports + "purchases?by=PARTNER,TIER&" + quarter,
                reports + "purchases?by=DAY,WALLET,RULE&" + quarter,
                reports + "payouts?by=DAY&" + month,
                reports + "payouts?by=DAY,PROVIDER,WALLET&" + quarter,
                reports + "movements?by=DAY&" + quarter,
                reports + "movements?account=FEES&" + quarter,
                reports + "floats?" + month,
                reports + "funding?" + month,
                reports + "receivables-ageing",
                reports + "budgets?" + month,
                reports + "breaks",
                reports + "breaks?by=PROVIDER,KIND,AGE",
                reports + "owed",
                reports + "owed?at=" + today.minusDays(30),
                reports + "ledger-check?" + month,
                "/api/v2/transactions?partner=LAJADA&limit=50",
                "/api/v2/transactions?partner=LAJADA&" + month + "&limit=50",
                "/api/v2/payouts?limit=50",
                "/api/v2/payouts?partner=LAJADA&limit=50",
                "/api/v2/payouts?state=PAID&wallet=LSAJA&limit=50",
                "/api/v2/payouts?open_at=" + today.minusDays(30) + "&limit=50",
                "/api/v2/payouts/summary",
                "/api/v2/payouts/summary?from=" + today.minusDays(30) + "&to=" + today,
                "/api/v2/ledger/trial-balance",
                "/api/v2/ledger/trial-balance?at=" + today.minusDays(30),
                "/api/v2/ledger/accounts",
                "/api/v2/ledger/accounts/" + account + "/entries?limit=50",
                "/api/v2/funding",
                "/api/v2/funding?at=" + today.minusDays(30),
                "/api/v2/partners/LAJADA/funding",
                "/api/v2/partners/LAJADA/funding/statement?from=" + today.minusDays(30) + "&limit=50",
                "/api/v2/breaks?standing=true&limit=50",
                "/api/v2/breaks?kind=FEE&age=WEEKS&limit=50",
                "/api/v2/statements?limit=50",
                "/api/v2/providers/MTRANS/float-bridge/" + today.minusDays(30),
                "/api/v2/receivables",
                "/api/v2/months",
                "/api/v2/months/" + YearMonth.from(today).minusMonths(1),
                "/api/v2/partners/LAJADA/invoices/preview?period="
                        + YearMonth.from(today).minusMonths(1),
                "/api/v2/exports?limit=50",
                "/api/v2/jobs");
    }

    private String accountOfMostLines() {
        for (JsonNode account : finance.all("/api/v2/ledger/accounts?limit=200")) {
            if (account.path("kind").asString().equals("CUSTOMER_PAYABLE")) {
                return account.path("id").asString();
            }
        }
        throw new NoAnswer("the trial balance has no account of customers");
    }

    /**
     * @param get requests the page and returns the error; null if there is none
     */
    private void page(String path, Supplier<@Nullable String> get) {
        long[] micros = new long[CALLS];
        for (int call = -WARM_UP; call < CALLS; call++) {
            long began = System.nanoTime();
            String wrong = get.get();
            if (wrong != null) {
                failed = true;
                report.say("page " + path + " failed: " + wrong);
                return;
            }
            if (call >= 0) {
                micros[call] = (System.nanoTime() - began) / 1_000;
            }
        }
        Arrays.sort(micros);
        report.say(String.format(
                Locale.ROOT,
                "page %s p50 %.1f p95 %.1f",
                path,
                micros[CALLS * P50 / 100] / 1_000.0,
                micros[CALLS * P95 / 100] / 1_000.0));
    }

    private void runJob(String job) {
        long began = System.nanoTime();
        String id = finance.post(Person.OPERATIONS, "/api/v2/jobs/" + job + ":run", Json.object())
                .orThrow()
                .body()
                .path("id")
                .asString();
        while (System.nanoTime() - began < JOB_WITHIN.toNanos()) {
            for (JsonNode run : finance.get("/api/v2/jobs/" + job + "/runs")
                    .orThrow()
                    .body()
                    .path("items")) {
                if (run.path("id").asString().equals(id) && run.has("took_ms")) {
                    report.say("job " + job + " ms " + run.path("took_ms").asLong() + " "
                            + run.path("outcome").asString(""));
                    return;
                }
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new NoAnswer("the job " + job + " did not end within " + JOB_WITHIN);
    }

    /** Exports all payouts with the job and through the file store. */
    private void export(String format) {
        OptionalLong engine = CpuTime.ofProcess(enginePid);
        OptionalLong postgres = CpuTime.ofFamily(postgresPid);
        long began = System.nanoTime();
        Answer ordered = finance.post(
                Person.FINANCE,
                "/api/v2/exports",
                Json.object().put("list", "/api/v2/payouts").put("format", format));
        String path = "/api/v2/exports/" + ordered.orThrow().body().path("id").asString();
        finance.post(Person.OPERATIONS, "/api/v2/jobs/write-exports:run", Json.object())
                .orThrow();
        while (System.nanoTime() - began < EXPORT_WITHIN.toNanos()) {
            JsonNode export = finance.get(path).orThrow().body();
            String state = export.path("state").asString();
            if (state.equals("DONE") || state.equals("FAILED")) {
                failed |= state.equals("FAILED");
                report.say(String.format(
                        Locale.ROOT,
                        "export %s rows %d s %d bytes %d, processor time in s: engine %s, postgres %s %s",
                        format,
                        export.path("rows").asLong(),
                        seconds(began),
                        export.path("manifest").path("bytes").asLong(),
                        seconds(Bench.since(engine, CpuTime.ofProcess(enginePid))),
                        seconds(Bench.since(postgres, CpuTime.ofFamily(postgresPid))),
                        state.equals("DONE") ? "" : export.path("reason").asString("")));
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new NoAnswer("the export did not end within " + EXPORT_WITHIN);
    }

    private static String seconds(OptionalLong micros) {
        return micros.isPresent() ? Long.toString(micros.getAsLong() / 1_000_000) : "n/a";
    }

    private static long seconds(long beganNanos) {
        return Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
    }
}
