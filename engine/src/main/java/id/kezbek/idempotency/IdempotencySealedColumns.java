package id.kezbek.idempotency;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import org.springframework.stereotype.Component;

/** In the table of stored responses, the columns that depend on the master key. */
@Component
final class IdempotencySealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(new Sealed(
                "shared.first_answer",
                List.of("scope", "key"),
                "sealed_answer",
                row -> FirstAnswers.context(row.getString("scope"), row.getString("key"))));
    }
}
