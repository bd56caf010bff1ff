package id.kezbek.webhooks.endpoints;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The webhooks module's columns that depend on the master key. */
@Component
public final class WebhooksSealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        Endpoints.TABLE,
                        List.of("id"),
                        "sealed_secret",
                        row -> Endpoints.secretContext(row.getObject("id", UUID.class))),
                new Sealed(
                        Endpoints.TABLE,
                        List.of("id"),
                        "sealed_former",
                        row -> Endpoints.formerContext(row.getObject("id", UUID.class))));
    }
}
