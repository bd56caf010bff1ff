package id.kezbek.billing.terms;

import id.kezbek.shared.PartnerId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of partners whose new limit is not in force yet. */
@Component
public class NewLimits {

    private final JdbcClient jdbc;

    NewLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(PartnerId partner) {
        jdbc.sql("""
                        insert into billing.new_limit (partner) values (?)
                        on conflict (partner) do update set seen_at = null""").param(partner.value()).update();
    }

    public boolean contains(PartnerId partner) {
        return jdbc.sql("select exists (select from billing.new_limit where partner = ?)")
                .param(partner.value())
                .query(Boolean.class)
                .single();
    }

    public void remove(PartnerId partner) {
        jdbc.sql("delete from billing.new_limit where partner = ?")
                .param(partner.value())
                .update();
    }

    /** Records, for each committed change of a limit, the time at which it was first seen. */
    void see() {
        jdbc.sql("update billing.new_limit set seen_at = clock_timestamp() where seen_at is null")
                .update();
    }

    /** The partners whose new limit was seen before the oldest running transaction started. */
    List<PartnerId> overtaken(int limit) {
        return jdbc.sql("""
                        select partner from billing.new_limit n
                        where seen_at is not null and not exists (
                          select from pg_stat_activity a
                          where a.datname = current_database() and a.usename = current_user
                            and a.pid <> pg_backend_pid() and a.xact_start <= n.seen_at)
                        order by partner limit ?""")
                .param(limit)
                .query((row, n) -> new PartnerId(row.getLong(1)))
                .list();
    }
}
