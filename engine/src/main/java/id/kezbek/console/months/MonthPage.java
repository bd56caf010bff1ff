package id.kezbek.console.months;

import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Typed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one month.
 *
 * @param comparison null if the month is not closed, or if its figures were not computed again for this page
 * @param mayAct whether the reader may review, close and reopen the month
 */
public record MonthPage(
        Month.Whole whole, List<Step> steps, Month.@Nullable Comparison comparison, boolean mayAct, Typed typed) {

    /** Whether the month is closed and its figures were not compared for this page. */
    public boolean isComparable() {
        return comparison == null && whole.month().state().equals("CLOSED");
    }
}
