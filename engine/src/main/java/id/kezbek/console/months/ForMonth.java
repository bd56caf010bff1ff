package id.kezbek.console.months;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * Helps people to complete the checklist of a month. A page that is opened from the checklist has the parameter
 * {@link #FIELD}. After an action, the next page is the next missing item of the same check. If nothing is missing, it
 * is the checklist.
 */
public final class ForMonth {

    public static final String FIELD = "month";

    private ForMonth() {}

    /** The URL of a page with the month as a parameter. If the month is empty, only the path. */
    public static String address(String path, String month) {
        return month.isEmpty() ? path : Filters.address(path, Map.of(FIELD, month));
    }

    /** A check of a month. Empty if the month is empty or does not exist. */
    public static Optional<Month.Check> find(Operations operations, String month, String check) {
        return month.isEmpty()
                ? Optional.empty()
                : operations.find(Month.Whole.class, Path.of(MonthPages.API, month), Map.of()).stream()
                        .flatMap(whole -> whole.checks().stream())
                        .filter(one -> one.name().equals(check))
                        .findFirst();
    }

    /**
     * The page after an action. If the month cannot be read now, this is {@code page}: the action was recorded, so no
     * error is shown.
     *
     * @param month the month from the form; empty if the reader did not come from a checklist
     * @param page the page to show if there is no month
     */
    public static String after(Screen screen, Operations operations, String month, String check, String page) {
        try {
            return find(operations, month, check)
                    .map(found -> Optional.ofNullable(found.link(screen, month))
                            .orElseGet(() -> Path.of(MonthPages.ONE_OF, month)))
                    .orElse(page);
        } catch (Refusal unread) {
            return page;
        }
    }
}
