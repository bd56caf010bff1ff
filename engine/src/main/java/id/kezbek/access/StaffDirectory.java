package id.kezbek.access;

import id.kezbek.shared.security.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Kezbek's people as those who look after them see them. */
@Component
public class StaffDirectory {

    /** More than there are; a page of all of them. */
    private static final int MEMBERS_MAX = 1_000;

    private static final String COLUMNS = "select id, email, name, role, created_at from access.staff ";

    private final JdbcClient jdbc;

    StaffDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, in the order in which they came. */
    public List<StaffMember> all() {
        return jdbc.sql(COLUMNS + "order by created_at, id limit ?")
                .param(MEMBERS_MAX)
                .query((row, n) -> member(row))
                .list();
    }

    public Optional<StaffMember> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ?")
                .param(id)
                .query((row, n) -> member(row))
                .optional();
    }

    private static StaffMember member(ResultSet row) throws SQLException {
        return new StaffMember(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getTimestamp("created_at").toInstant());
    }
}
