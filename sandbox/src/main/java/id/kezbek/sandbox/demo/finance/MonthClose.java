package id.kezbek.sandbox.demo.finance;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.client.FinanceClient.Person;
import id.kezbek.sandbox.client.Json;
import id.kezbek.sandbox.demo.Narrator;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * The close of a month. The engine refuses to close the current month, because it is not over. So the demo closes the
 * previous month instead. On a new installation, that month has no movements, and all its figures are zero.
 */
final class MonthClose {

    private static final String MONTHS = "/api/v2/months/";
    private static final int SHOWN_HASH = 16;

    private final Office office;
    private final Narrator narrator;
    private final FinanceClient finance;

    MonthClose(Office office) {
        this.office = office;
        this.narrator = office.stage().narrator();
        this.finance = office.finance();
    }

    void play() {
        YearMonth present = YearMonth.from(office.today());
        YearMonth before = present.minusMonths(1);
        narrator.step("Two people close a month");
        notOver(present);
        narrator.say(before + " is over, so it is closed instead; on a new installation, it has no movements");
        String state = month(before).path("month").path("state").asString("");
        if (state.equals("OPEN")) {
            narrator.call("POST " + MONTHS + before + ":review");
            Answer reviewed = finance.post(Person.FINANCE, MONTHS + before + ":review", Json.object());
            narrator.check(
                    "the review of the month has started",
                    reviewed.body().path("state").asString("").equals("REVIEW"),
                    reviewed.succeeded() ? "" : reviewed.shortened());
        }
        if (!state.equals("CLOSED")) {
            close(before);
        }
        narrator.page("/months/" + before);
        if (month(before).path("month").path("state").asString("").equals("CLOSED")) {
            unchanged(before);
        }
    }

    private void notOver(YearMonth present) {
        narrator.call("POST " + MONTHS + present + ":review");
        Answer refused = finance.post(Person.FINANCE, MONTHS + present + ":review", Json.object());
        narrator.check(
                "this month is not over, so the engine does not review it",
                refused.status() == 409,
                refused.body().path("detail").asString(refused.status() + ""));
    }

    private void close(YearMonth month) {
        List<String> missing = checks(month);
        narrator.call("POST " + MONTHS + month + ":close");
        Answer proposed = finance.post(
                Person.FINANCE, MONTHS + month + ":close", Json.object().put("reason", "all is reconciled"));
        if (!missing.isEmpty()) {
            narrator.check(
                    "a check is not complete, so the engine refuses to close the month",
                    proposed.status() == 409,
                    String.join("; ", missing));
            return;
        }
        narrator.check(
                "finance has proposed the close; the month is still open",
                proposed.status() == 202
                        && month(month).path("month").path("state").asString("").equals("REVIEW"),
                proposed.succeeded() ? "" : proposed.shortened());
        Answer approved = finance.approve(proposed);
        JsonNode closed = month(month).path("month");
        String hash = closed.path("manifest_sha256").asString("");
        narrator.check(
                "an administrator has approved it: " + month + " is closed",
                approved.status() == 200 && closed.path("state").asString("").equals("CLOSED"),
                hash.isEmpty() ? approved.shortened() : "SHA-256 " + hash.substring(0, SHOWN_HASH) + "…");
    }

    /**
     * @return the checks that are not complete
     */
    private List<String> checks(YearMonth month) {
        List<String> missing = new ArrayList<>();
        for (JsonNode check : month(month).path("checks")) {
            boolean isDone = check.path("is_done").asBoolean();
            String words = check.path("words").asString("");
            narrator.say(String.format(
                    Locale.ROOT,
                    "%-8s %-18s %s",
                    isDone ? "done" : "missing",
                    check.path("name").asString(""),
                    words));
            if (!isDone) {
                missing.add(words);
            }
        }
        return missing;
    }

    private void unchanged(YearMonth month) {
        JsonNode comparison =
                finance.get(MONTHS + month + "/comparison").orThrow().body();
        narrator.check(
                "the recomputed figures equal the stored figures of the close",
                comparison.path("is_equal").asBoolean(),
                comparison.path("is_equal").asBoolean()
                        ? ""
                        : comparison.path("changes").toString());
        narrator.look("./cezbek verify-close " + month);
    }

    private JsonNode month(YearMonth month) {
        return finance.get(MONTHS + month).orThrow().body();
    }
}
