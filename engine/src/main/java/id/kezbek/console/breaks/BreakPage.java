package id.kezbek.console.breaks;

import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.Typed;
import java.util.List;

/**
 * One difference.
 *
 * @param compared the statement beside the books
 * @param mayAct whether the reader may settle it
 */
public record BreakPage(Break one, List<Change> compared, boolean mayAct, Typed typed) {}
