package id.kezbek.privacy.requests;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The sealed columns of the module. */
@Component
class SealedRequests implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(new Sealed(
                "privacy.request",
                List.of("id"),
                "sealed_terms",
                row -> Requests.context(row.getObject("id", UUID.class))));
    }
}
