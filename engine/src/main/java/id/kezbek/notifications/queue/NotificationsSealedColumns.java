package id.kezbek.notifications.queue;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The notifications module's columns that depend on the master key. */
@Component
public final class NotificationsSealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(new Sealed(
                "notifications.email",
                List.of("id"),
                "sealed_model",
                row -> EmailRows.context(row.getObject("id", UUID.class))));
    }
}
