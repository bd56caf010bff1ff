package id.kezbek.console.months;

import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Typed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One month.
 *
 * @param comparison null unless it is closed
 * @param mayAct whether the reader may review, close and reopen it
 */
public record MonthPage(
        Month.Whole whole, List<Step> steps, Month.@Nullable Comparison comparison, boolean mayAct, Typed typed) {}
