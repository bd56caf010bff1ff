package id.kezbek.partners;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes officers who were there before rows carried MACs believed; when, access decides. */
@Component
public class AdoptOfficers {

    private static final int AT_ONCE = 1_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Officers officers;

    AdoptOfficers(Officers officers) {
        this.officers = officers;
    }

    /** All whose rows are not believed. */
    public List<Officer> unsigned() {
        List<Officer> found = new ArrayList<>();
        UUID after = BEFORE_ALL;
        List<Officers.Row> rows;
        do {
            rows = officers.rows(after, AT_ONCE);
            rows.stream().filter(row -> !row.isBelieved()).map(Officers.Row::officer).forEach(found::add);
            after = rows.isEmpty() ? after : rows.getLast().officer().id();
        } while (rows.size() == AT_ONCE);
        return found;
    }

    public void adopt(Officer officer, UUID person) {
        officers.adopt(officer, person);
    }
}
