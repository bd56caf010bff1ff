package id.kezbek.console.breaks;

import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.months.ForMonth;
import id.kezbek.console.operations.Path;
import java.util.List;

/**
 * The page of one difference.
 *
 * @param compared the values in the statement and in the books
 * @param mayAct whether the reader may resolve the difference
 * @param month the month that the reader is closing; empty if the reader did not come from the page of a month
 */
public record BreakPage(Break one, List<Change> compared, boolean mayAct, String month, Typed typed) {

    /** The URL of an action. */
    public String action(String act) {
        return ForMonth.address(Path.of("/console/breaks/{}/" + act, one.id()), month);
    }
}
