package id.kezbek.access.retention;

import id.kezbek.access.people.Staff;
import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Lists the columns of the staff table whose values depend on the master key. */
@Component
public final class StaffColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(
                new Sealed(
                        Staff.TABLE,
                        List.of("id"),
                        "sealed_person",
                        row -> Staff.context(row.getObject("id", UUID.class))),
                new Signed(
                        Staff.TABLE,
                        List.of("id"),
                        "mac",
                        Staff.TABLE,
                        (row, sealing) -> Staff.member(row, sealing).signed()));
    }
}
