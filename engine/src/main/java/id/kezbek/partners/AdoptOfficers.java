package id.kezbek.partners;

import id.kezbek.partners.officers.Officers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * Adds a MAC to the rows of officers that were stored before MACs existed. The access module decides when this happens.
 */
@Component
public class AdoptOfficers {

    private static final int AT_ONCE = 1_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Officers officers;

    AdoptOfficers(Officers officers) {
        this.officers = officers;
    }

    /** All officers whose rows have no valid MAC. */
    public List<Officer> unsigned() {
        List<Officer> found = new ArrayList<>();
        each((officer, isBelieved) -> {
            if (!isBelieved) {
                found.add(officer);
            }
        });
        return found;
    }

    /**
     * Reads every row.
     *
     * @param look receives each officer, and true if the row's MAC is valid
     * @return the number of rows
     */
    public int each(BiConsumer<Officer, Boolean> look) {
        int all = 0;
        UUID after = BEFORE_ALL;
        List<Officers.Row> rows;
        do {
            rows = officers.rows(after, AT_ONCE);
            rows.forEach(row -> look.accept(row.officer(), row.isBelieved()));
            all += rows.size();
            after = rows.isEmpty() ? after : rows.getLast().officer().id();
        } while (rows.size() == AT_ONCE);
        return all;
    }

    public void adopt(Officer officer, UUID person) {
        officers.adopt(officer, person);
    }
}
