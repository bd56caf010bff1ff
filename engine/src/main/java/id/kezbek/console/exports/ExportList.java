package id.kezbek.console.exports;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Typed;
import java.util.List;

/**
 * The page with the list of exports.
 *
 * @param lists the lists that can be exported
 */
public record ExportList(Filters filters, Export.Exports found, List<String> lists, Typed typed) {

    public static final List<String> FORMATS = List.of("CSV", "XLSX", "PARQUET");
}
