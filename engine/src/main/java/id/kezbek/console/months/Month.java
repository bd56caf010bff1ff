package id.kezbek.console.months;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Written;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A month from API v2. */
public record Month(
        String month,
        String state,
        @Nullable Instant changedAt,
        @Nullable String manifestSha256) {

    /** A page of months. */
    public record Months(List<Month> items, @Nullable String nextCursor) {}

    /** A month with the checks before its close. */
    public record Whole(
            Month month,
            List<Check> checks,
            List<Change> steps,
            @Nullable String manifest) {

        /** The figures of a closed month. */
        public List<Figure> figures() {
            return manifest == null
                    ? List.of()
                    : manifest.lines().map(Figure::of).toList();
        }

        public long missing() {
            return checks.stream().filter(check -> !check.isDone()).count();
        }
    }

    public record Figure(String name, String value) {

        /** False for a hash, and for the month itself. */
        public boolean isAmount() {
            return value.matches("-?[0-9]+[.][0-9]{2}");
        }

        /** Reads a line of the manifest: a name, a tab and a value. */
        private static Figure of(String line) {
            int at = Math.max(0, line.indexOf('\t'));
            return new Figure(line.substring(0, at), line.substring(at).strip());
        }
    }

    public record Check(String name, boolean isDone, String words, String result, List<String> values) {

        private static final String RECONCILED_DAYS = "reconciled-days";

        /** The check's result in the reader's language. If there is no translation, the engine's English text. */
        public String shown(Screen screen) {
            Written written = screen.written();
            Object[] shown = values.stream()
                    .map(value -> written.sentence(written.value("", value)))
                    .toArray();
            String key = "months.result." + name + "." + result;
            return screen.words().find(screen.language(), key).isPresent()
                    ? screen.text(key, shown)
                    : written.sentence(words);
        }

        /**
         * The page on which people do the missing work. Null if nothing is missing, or if no page exists for this work.
         */
        public @Nullable String link(Screen screen, String month) {
            String page = isDone ? null : page(month);
            return page == null ? null : screen.link(page);
        }

        /** The page that shows the days of the check. Null if the check is not about days. */
        public @Nullable String days(Screen screen, String month) {
            return name.equals(RECONCILED_DAYS)
                    ? screen.link(ForMonth.address("/console/reconciliation", month))
                    : null;
        }

        private @Nullable String page(String month) {
            return switch (name) {
                case RECONCILED_DAYS -> ForMonth.address("/console/statement-import", month);
                case "explained-breaks" -> Filters.address("/console/breaks", ofMonth(month));
                case "unknown-payouts" -> "/console/payouts/stuck?waits_for=OUTCOME";
                case "issued-invoices" -> Filters.address("/console/invoice-preview", invoice(month));
                default -> null;
            };
        }

        private static Map<String, String> ofMonth(String month) {
            Map<String, String> filters = new LinkedHashMap<>();
            filters.put("state", "OPEN");
            filters.put("period", month);
            return filters;
        }

        /**
         * The filters of the page for the first partner without an invoice. If the rest of the month is missing, the
         * page previews the invoice of the next month.
         */
        private Map<String, String> invoice(String month) {
            Map<String, String> filters = new LinkedHashMap<>();
            boolean isRest = result.equals("REST");
            filters.put("period", isRest ? YearMonth.parse(month).plusMonths(1).toString() : month);
            if (isRest || result.equals("PARTNERS")) {
                filters.put("partner", values.getLast().replaceFirst(",.*", ""));
            }
            filters.put(ForMonth.FIELD, month);
            return filters;
        }
    }

    public record Change(
            String state,
            Instant at,
            String decidedBy,
            String reason,
            @Nullable String manifestSha256) {}

    /** The comparison of a closed month's stored figures with newly computed figures. */
    public record Comparison(boolean isEqual, boolean isIntact, List<Difference> changes, List<Late> latePostings) {}

    public record Difference(String figure, String closed, String now) {}

    public record Late(String kind, int movements, Money amount) {}

    public static String tone(String state) {
        return switch (state) {
            case "CLOSED" -> "good";
            case "REVIEW" -> "wait";
            default -> "quiet";
        };
    }
}
