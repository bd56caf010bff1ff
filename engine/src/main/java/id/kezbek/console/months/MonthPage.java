package id.kezbek.console.months;

import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Typed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one month.
 *
 * @param comparison null unless the month is closed and its figures were computed again for this page
 * @param mayAct whether the reader may review, close and reopen it
 */
public record MonthPage(
        Month.Whole whole, List<Step> steps, Month.@Nullable Comparison comparison, boolean mayAct, Typed typed) {

    /** Whether the figures can be computed again and compared, and were not yet. */
    public boolean isComparable() {
        return comparison == null && whole.month().state().equals("CLOSED");
    }
}
