package id.kezbek.reporting.export;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The sealed columns of exports: the order and the file's key. */
@Component
public final class ReportingSealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        "reporting.export",
                        List.of("id"),
                        "sealed_order",
                        row -> Exports.context(row.getObject("id", UUID.class))),
                new Sealed(
                        "reporting.export",
                        List.of("id"),
                        "sealed_key",
                        row -> ExportFiles.ofKey(row.getObject("id", UUID.class))));
    }
}
