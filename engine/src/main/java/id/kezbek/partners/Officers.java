package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of partners' officers. */
@Component
class Officers {

    private static final String COLUMNS =
            "select id, partner, name, email, language, created_at from partners.officer ";

    private final JdbcClient jdbc;

    Officers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the officer was added; nobody is where the e-mail address is taken, also by a call still running. */
    boolean add(Officer officer) {
        return jdbc.sql("""
                                insert into partners.officer (id, partner, name, email, language, created_at)
                                values (?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .params(
                                officer.id(),
                                officer.partner().value(),
                                officer.name(),
                                officer.email(),
                                officer.language(),
                                Timestamp.from(officer.createdAt()))
                        .update()
                == 1;
    }

    Optional<Officer> find(String email) {
        return jdbc.sql(COLUMNS + "where lower(email) = lower(?)")
                .param(email)
                .query((row, n) -> officer(row))
                .optional();
    }

    Optional<Officer> find(PartnerId partner, UUID id) {
        return jdbc.sql(COLUMNS + "where partner = ? and id = ?")
                .params(partner.value(), id)
                .query((row, n) -> officer(row))
                .optional();
    }

    /** A partner's, in the order in which they came. */
    List<Officer> of(PartnerId partner, int limit) {
        return jdbc.sql(COLUMNS + "where partner = ? order by created_at, id limit ?")
                .params(partner.value(), limit)
                .query((row, n) -> officer(row))
                .list();
    }

    /** Whether the officer was there. */
    boolean remove(PartnerId partner, UUID id) {
        return jdbc.sql("delete from partners.officer where partner = ? and id = ?")
                        .params(partner.value(), id)
                        .update()
                == 1;
    }

    private static Officer officer(ResultSet row) throws SQLException {
        return new Officer(
                row.getObject("id", UUID.class),
                new PartnerId(row.getLong("partner")),
                row.getString("name"),
                row.getString("email"),
                row.getString("language"),
                row.getTimestamp("created_at").toInstant());
    }
}
