package id.kezbek.notifications.addresses;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The columns with sealed addresses. */
@Component
class SealedAddressColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        "notifications.email",
                        List.of("id"),
                        "sealed_recipient",
                        row -> SealedAddresses.context(row.getObject("id", UUID.class))),
                new Sealed(
                        "notifications.contact",
                        List.of("partner", "msisdn"),
                        "sealed_email",
                        row -> SealedAddresses.context(row.getLong("partner"), row.getString("msisdn"))));
    }
}
