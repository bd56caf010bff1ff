package id.kezbek.access;

import id.kezbek.shared.security.SealedColumns;
import java.util.List;
import org.springframework.stereotype.Component;

/** What of the staff's table depends on the master key. */
@Component
public final class StaffColumns implements SealedColumns {

    @Override
    public List<SealedColumn> columns() {
        return List.of(new Signed(
                Staff.TABLE,
                List.of("id"),
                "mac",
                Staff.TABLE,
                row -> Staff.member(row).signed()));
    }
}
