package id.kezbek.console.months;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * The work for the close of a month. Pages that a person opens from the checklist have the parameter {@link #FIELD}. After an
 * action they lead to the next missing item of the same check, and then back to the checklist.
 */
public final class ForMonth {

    public static final String FIELD = "month";

    private ForMonth() {}

    /** The URL of a page with the month; without a month, the path alone. */
    public static String address(String path, String month) {
        return month.isEmpty() ? path : Filters.address(path, Map.of(FIELD, month));
    }

    /** A check of a month; empty if no month is given or the month does not exist. */
    public static Optional<Month.Check> find(Operations operations, String month, String check) {
        return month.isEmpty()
                ? Optional.empty()
                : operations.find(Month.Whole.class, Path.of(MonthPages.API, month), Map.of()).stream()
                        .flatMap(whole -> whole.checks().stream())
                        .filter(one -> one.name().equals(check))
                        .findFirst();
    }

    /**
     * The page after an action. If the month cannot be read now, it is the page without a month, because the action was
     * recorded.
     *
     * @param month the form's month; empty if the form was not opened from a checklist
     * @param page the page after the action without a month
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
