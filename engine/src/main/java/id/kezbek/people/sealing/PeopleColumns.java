package id.kezbek.people.sealing;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import org.springframework.stereotype.Component;

/** The columns of the tables of mailboxes that depend on the master key. */
@Component
public final class PeopleColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(new Sealed(MailboxKey.TABLE, List.of("one"), "sealed_key", row -> MailboxKey.CONTEXT));
    }
}
