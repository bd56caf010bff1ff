package id.kezbek.console.breaks;

import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.Typed;
import java.util.List;

/**
 * The page of one difference.
 *
 * @param compared the values of the statement and of the books
 * @param mayAct whether the reader may resolve the difference
 */
public record BreakPage(Break one, List<Change> compared, boolean mayAct, Typed typed) {}
