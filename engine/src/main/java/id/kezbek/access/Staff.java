package id.kezbek.access;

import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of Kezbek's people. */
@Component
class Staff {

    record Member(UUID id, String email, String name, Role role) {

        @Override
        public String toString() {
            return "Member[" + Texts.maskedEmail(email) + ", " + role + "]";
        }
    }

    private final JdbcClient jdbc;

    Staff(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether somebody was added; nobody is where the e-mail address is taken. */
    boolean add(UUID id, String email, String name, Role role, Instant at) {
        return jdbc.sql("""
                                insert into access.staff (id, email, name, role, created_at)
                                values (?, ?, ?, ?, ?) on conflict do nothing""")
                        .params(id, email, name, role.name(), Timestamp.from(at))
                        .update()
                == 1;
    }

    boolean isAnybody() {
        return jdbc.sql("select exists (select from access.staff)")
                .query(Boolean.class)
                .single();
    }

    /** Lets changes of who is there follow one another, because each looks at who else is. */
    void lock() {
        jdbc.sql("lock table access.staff in share row exclusive mode").update();
    }

    void changeRole(UUID id, Role role) {
        requireOne(jdbc.sql("update access.staff set role = ? where id = ?")
                .params(role.name(), id)
                .update());
    }

    void remove(UUID id) {
        requireOne(jdbc.sql("delete from access.staff where id = ?").param(id).update());
    }

    private static void requireOne(int changed) {
        if (changed != 1) {
            throw new IllegalStateException("Somebody of staff was there and is not");
        }
    }

    Optional<Member> find(String email) {
        return jdbc.sql("select id, email, name, role from access.staff where lower(email) = lower(?)")
                .param(email)
                .query((row, n) -> member(row))
                .optional();
    }

    Optional<Member> find(UUID id) {
        return jdbc.sql("select id, email, name, role from access.staff where id = ?")
                .param(id)
                .query((row, n) -> member(row))
                .optional();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                Role.valueOf(row.getString("role")));
    }
}
