package id.kezbek.console.statements;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Typed;
import java.time.LocalDate;
import java.util.List;

/** The pages of statements. */
public sealed interface StatementView {

    record Listed(Filters filters, List<String> providers, Statement.Statements found) implements StatementView {}

    /**
     * @param day the suggested day
     */
    record Upload(List<String> providers, String day, Typed typed) implements StatementView {}

    record Bridges(Filters filters, LocalDate day, List<Bridge> bridges) implements StatementView {}
}
