package id.kezbek.console.overview;

import id.kezbek.console.charts.Available;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.months.Month;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The items that need the attention of staff. Each item shows the number of objects, the oldest object, and a link to
 * the filtered list. At most 50 objects are counted.
 */
final class Needs {

    private static final int COUNTED_MAX = 50;
    private static final String LIMIT = Integer.toString(COUNTED_MAX);
    private static final int LOW_FLOAT_DAYS = 7;
    private static final int SHORT_FUNDING_DAYS = 3;
    private static final int DAYS_COMPARED = 7;

    private final Screen screen;
    private final Operations operations;
    private final LocalDate today;
    private final Available figures;

    private Needs(Screen screen, Operations operations, LocalDate today, Available figures) {
        this.screen = screen;
        this.operations = operations;
        this.today = today;
        this.figures = figures;
    }

    static List<Attention> of(Screen screen, Operations operations, LocalDate today, Available figures) {
        Needs needs = new Needs(screen, operations, today, figures);
        List<Attention> all = new ArrayList<>();
        all.add(needs.stuck("OUTCOME", "overview.unknown"));
        all.add(needs.stuck("PEOPLE", "overview.attention"));
        if (screen.has(Role.ADMIN, Role.OPERATIONS, Role.FINANCE)) {
            all.add(needs.approvals());
        }
        all.add(needs.breaks());
        all.add(needs.runway("/api/v2/reports/floats", "overview.floats", LOW_FLOAT_DAYS, "/console/reports/floats"));
        all.add(needs.runway("/api/v2/reports/funding", "overview.funding", SHORT_FUNDING_DAYS, "/console/funding"));
        all.add(needs.jobs());
        if (screen.link("/console/months") != null) {
            all.add(needs.month());
        }
        if (screen.has(Role.ADMIN, Role.OPERATIONS)) {
            all.add(needs.some(
                    "/api/v2/emails",
                    Map.of("state", "FAILED", "limit", LIMIT),
                    "overview.emails",
                    "/console/emails?state=FAILED"));
            all.add(needs.some(
                    "/api/v2/facts/set-aside", Map.of("limit", LIMIT), "overview.letters", "/console/dead-letters"));
        }
        return List.copyOf(all);
    }

    private Attention stuck(String waitsFor, String words) {
        Answers.Stuck found = operations.get(
                Answers.Stuck.class, "/api/v2/payouts/stuck", Map.of("waits_for", waitsFor, "limit", LIMIT));
        Optional<Duration> oldest = found.items().stream()
                .map(payout -> Duration.ofSeconds(payout.ageSeconds()))
                .max(Comparator.naturalOrder());
        String note = oldest.map(
                        age -> screen.text("overview.oldest", screen.written().age(age)))
                .orElse(null);
        return attention(
                words,
                found.items().size(),
                found.nextCursor(),
                note,
                "/console/payouts/stuck?waits_for=" + waitsFor,
                "bad");
    }

    private Attention approvals() {
        Answers.Some forMe =
                operations.get(Answers.Some.class, "/api/v2/approvals", Map.of("for_me", "true", "limit", LIMIT));
        String me = screen.reader().caller().subject();
        long mine = operations
                .get(Answers.Approvals.class, "/api/v2/approvals", Map.of("state", "PROPOSED", "limit", LIMIT))
                .items()
                .stream()
                .filter(approval -> approval.proposedBy().equalsIgnoreCase(me))
                .count();
        return attention(
                "overview.approvals",
                forMe.items().size(),
                forMe.nextCursor(),
                screen.text("overview.approvals.mine", mine),
                "/console/approvals?state=PROPOSED&for_me=true",
                "wait");
    }

    private Attention breaks() {
        Answers.Breaks open =
                operations.get(Answers.Breaks.class, "/api/v2/breaks", Map.of("state", "OPEN", "limit", "1"));
        String note = open.count() == 0
                ? null
                : screen.text("overview.breaks.stake", screen.written().money(open.atStake()));
        return attention("overview.breaks", open.count(), null, note, "/console/breaks?state=OPEN", "wait");
    }

    private Attention runway(String report, String words, int days, String page) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("from", today.minusDays(DAYS_COMPARED).toString());
        asked.put("to", today.toString());
        asked.put("runway_below", Integer.toString(days));
        String list = Filters.address(page, asked);
        Answers.Floats floats = figures.now(() -> operations.get(Answers.Floats.class, report, asked));
        if (floats == null) {
            return new Attention(words, "?", screen.text("charts.absent"), screen.link(list), "wait");
        }
        String note = floats.items().stream()
                .min(Comparator.comparingInt(Answers.Runway::runwayDays))
                .map(lowest -> screen.text("overview.runway", lowest.owner(), lowest.runwayDays()))
                .orElse(null);
        return attention(words, floats.items().size(), null, note, list, "bad");
    }

    private Attention jobs() {
        List<Answers.Job> failed = operations
                .get(Answers.Jobs.class, "/api/v2/jobs", Map.of("failed", "true"))
                .items();
        String note = failed.isEmpty() ? null : failed.getFirst().name();
        return attention("overview.jobs", failed.size(), null, note, "/console/jobs?failed=true", "bad");
    }

    /** The previous month, with its state. */
    private Attention month() {
        String month = YearMonth.from(today).minusMonths(1).toString();
        String state = operations.get(Month.Months.class, "/api/v2/months", Map.of("limit", "2")).items().stream()
                .filter(one -> one.month().equals(month))
                .map(Month::state)
                .findFirst()
                .orElse("OPEN");
        return new Attention(
                "overview.month",
                month,
                screen.code("months.state", state),
                screen.link(Path.of("/console/months/{}", month)),
                state.equals("CLOSED") ? "quiet" : "wait");
    }

    private Attention some(String list, Map<String, String> query, String words, String page) {
        Answers.Some found = operations.get(Answers.Some.class, list, query);
        return attention(words, found.items().size(), found.nextCursor(), null, page, "bad");
    }

    private Attention attention(
            String words, long count, @Nullable String next, @Nullable String note, String page, String tone) {
        String number = screen.written().number(count) + (next == null ? "" : "+");
        return new Attention(words, number, note, screen.link(page), count == 0 ? "quiet" : tone);
    }

    static LocalDate sameDayLastWeek(LocalDate day) {
        return day.minusDays(DAYS_COMPARED);
    }

    static LocalDate today(Clock clock) {
        return Jakarta.dayOf(clock.instant());
    }
}
