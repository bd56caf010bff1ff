package id.kezbek.console.statements;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.months.ForMonth;
import id.kezbek.console.months.Month;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of statements. */
public sealed interface StatementView {

    /** @param imports the latest imports; the page shows them while an import runs */
    record Listed(Filters filters, List<String> providers, StatementImports imports, Statement.Statements found)
            implements StatementView {}

    /**
     * @param month the month that the reader is closing; empty if the reader did not come from the page of a month
     * @param check the month's check of statements; null if there is no month
     * @param profiles the names of the formats
     * @param day the suggested day
     * @param imports the latest imports
     * @param preview the preview of the import; null before the first preview
     */
    record Upload(
            String month,
            Month.@Nullable Check check,
            List<String> providers,
            List<String> profiles,
            String day,
            Typed typed,
            StatementImports imports,
            @Nullable StatementPreview preview)
            implements StatementView {}

    record Bridges(Filters filters, LocalDate day, List<Bridge> bridges) implements StatementView {

        /** The page with all days of the month. */
        public String board() {
            return ForMonth.address(
                    "/console/reconciliation", YearMonth.from(day).toString());
        }
    }
}
