package id.kezbek.partners.sealing;

import id.kezbek.partners.officers.Officers;
import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The columns of the table of officers that depend on the master key. */
@Component
public final class OfficerColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        Officers.TABLE,
                        List.of("id"),
                        "sealed_person",
                        row -> Officers.context(row.getObject("id", UUID.class))),
                new Signed(
                        Officers.TABLE,
                        List.of("id"),
                        "mac",
                        Officers.TABLE,
                        (row, sealing) -> Officers.officer(row, sealing).signed()));
    }
}
