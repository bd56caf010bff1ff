package id.kezbek.partners.sealing;

import id.kezbek.partners.credentials.Credentials;
import id.kezbek.partners.records.PartnerContacts;
import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The partners module's columns that depend on the master key. */
@Component
public final class PartnersSealedColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        Credentials.TABLE,
                        List.of("id"),
                        "sealed_secret",
                        row -> Credentials.context(row.getObject("id", UUID.class))),
                new Signed(
                        Credentials.TABLE,
                        List.of("id"),
                        "mac",
                        Credentials.TABLE,
                        (row, sealing) -> Credentials.fields(row),
                        true),
                new Sealed(
                        PartnerContacts.TABLE,
                        List.of("id"),
                        "sealed_person",
                        row -> PartnerContacts.context(row.getString("code"))));
    }
}
