package id.kezbek.reconciliation.imports;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The columns that contain the sealed keys of statement bytes. */
@Component
public final class ReconciliationSealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(new Sealed(
                "reconciliation.file",
                List.of("id"),
                "sealed_key",
                row -> StatementBytes.ofKey(row.getObject("id", UUID.class))));
    }
}
