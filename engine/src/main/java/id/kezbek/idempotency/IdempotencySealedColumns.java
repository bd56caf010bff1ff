package id.kezbek.idempotency;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lists the columns of the stored responses whose values depend on the master key. */
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
