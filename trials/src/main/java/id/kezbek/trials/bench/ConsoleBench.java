package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.FinanceClient.Person;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.client.NoAnswer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The benchmark of the console's pages and of a rule's backtest. */
final class ConsoleBench {

    private static final String HTML = "text/html";
    private static final int OK = 200;
    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/console[^\"#]*)\"");
    private static final Pattern FILE = Pattern.compile(".*/file(\\?.*)?");
    /** A part of a path that names one object: an id, a code, a number, a month or a job. */
    private static final Pattern NAME_OF_OBJECT = Pattern.compile("(?<=/)[^/]*[0-9A-Z][^/]*|(?<=/jobs/)[^/]+");

    private static final Duration BACKTEST_WITHIN = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final BenchReport report;
    private final FinanceClient finance;

    ConsoleBench(BenchReport report, FinanceClient finance) {
        this.report = report;
        this.finance = finance;
    }

    /** The addresses of the pages that staff open most often, with objects from the history. */
    List<String> paths(LocalDate today, String account) {
        JsonNode purchase = first("/api/v2/transactions?partner=LAJADA&limit=1");
        String payout =
                first("/api/v2/payouts?partner=LAJADA&limit=1").path("id").asString();
        String difference =
                first("/api/v2/breaks?standing=true&limit=1").path("id").asString();
        String customer = purchase.path("msisdn").asString();
        String month = "from=" + today.minusDays(30) + "&to=" + today;
        YearMonth last = YearMonth.from(today).minusMonths(1);
        return List.of(
                "/console",
                "/console/search?q=" + purchase.path("reference").asString(),
                "/console/search?q=" + customer,
                "/console/transactions",
                "/console/transactions?partner=LAJADA",
                "/console/transactions/" + purchase.path("id").asString(),
                "/console/customers/" + customer + "?partner=LAJADA",
                "/console/payouts",
                "/console/payouts?partner=LAJADA",
                "/console/payouts/stuck",
                "/console/payouts/" + payout,
                "/console/approvals",
                "/console/partners",
                "/console/partners/LAJADA",
                "/console/partners/LAJADA/balance",
                "/console/rules",
                "/console/rules/1",
                "/console/tiers",
                "/console/wallets",
                "/console/statements",
                "/console/float-bridge?day=" + today.minusDays(30),
                "/console/breaks?standing=true",
                "/console/breaks/" + difference,
                "/console/invoices?partner=LAJADA",
                "/console/invoice-preview?partner=LAJADA&period=" + last,
                "/console/receivables",
                "/console/months",
                "/console/months/" + last,
                "/console/ledger",
                "/console/ledger/trial-balance",
                "/console/ledger/accounts/" + account,
                "/console/reports/purchases?" + month,
                "/console/reports/payouts?" + month,
                "/console/exports",
                "/console/providers",
                "/console/jobs",
                "/console/emails",
                "/console/audit",
                "/console/staff");
    }

    /**
     * The given pages, plus one page of each further kind. The further pages are those to which the given pages link.
     */
    static List<String> withLinked(List<String> starts, UnaryOperator<String> open) {
        List<String> pages = new ArrayList<>(starts);
        Set<String> kinds = starts.stream().map(ConsoleBench::kind).collect(Collectors.toCollection(HashSet::new));
        for (int next = 0; next < pages.size(); next++) {
            LINK.matcher(open.apply(pages.get(next)))
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .filter(link -> !FILE.matcher(link).matches())
                    .filter(link -> kinds.add(kind(link)))
                    .forEach(pages::add);
        }
        return pages;
    }

    private static String kind(String address) {
        return NAME_OF_OBJECT.matcher(address.replaceFirst("\\?.*", "")).replaceAll("*");
    }

    private JsonNode first(String list) {
        return finance.get(list).orThrow().body().path("items").path(0);
    }

    /** Whether the response is a page and not an error. */
    static boolean isShown(HttpResponse<String> page) {
        return page.statusCode() == OK
                && page.headers().firstValue("content-type").orElse("").startsWith(HTML);
    }

    /** Runs a backtest of a rule change for all partners over the last 30 days. */
    void backtest() {
        long began = System.nanoTime();
        String path = "/api/v2/rule-backtests/"
                + finance.post(
                                Person.OPERATIONS,
                                "/api/v2/rule-backtests",
                                Json.object().put("quantity_from", 1).put("percent", "2"))
                        .orThrow()
                        .body()
                        .path("id")
                        .asString();
        finance.post(Person.OPERATIONS, "/api/v2/jobs/run-backtests:run", Json.object())
                .orThrow();
        long started = 0;
        while (System.nanoTime() - began < BACKTEST_WITHIN.toNanos()) {
            JsonNode backtest = finance.get(path).orThrow().body();
            String state = backtest.path("state").asString();
            if (started == 0 && !state.equals("WAITING")) {
                started = System.nanoTime();
            }
            if (backtest.has("result")) {
                report.say(String.format(
                        Locale.ROOT,
                        "backtest purchases %d s %.1f, of this waiting s %.1f; winning %d losing %d",
                        backtest.at("/result/purchases").asLong(),
                        (System.nanoTime() - began) / 1e9,
                        (started - began) / 1e9,
                        backtest.at("/result/customers/winning").asLong(),
                        backtest.at("/result/customers/losing").asLong()));
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new NoAnswer("the backtest did not end within " + BACKTEST_WITHIN);
    }
}
