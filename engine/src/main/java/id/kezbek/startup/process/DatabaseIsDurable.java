package id.kezbek.startup.process;

import id.kezbek.startup.StartFailure;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses a database whose settings allow the loss of acknowledged commits. When the engine confirms a purchase to a
 * partner, the commit of the purchase must be on disk.
 */
@Component
public class DatabaseIsDurable {

    public DatabaseIsDurable(JdbcClient jdbc) {
        require(jdbc, "fsync", Set.of("on"));
        require(jdbc, "full_page_writes", Set.of("on"));
        require(jdbc, "synchronous_commit", Set.of("on", "local", "remote_write", "remote_apply"));
    }

    private static void require(JdbcClient jdbc, String setting, Set<String> safe) {
        String value = jdbc.sql("select current_setting(?)")
                .param(setting)
                .query(String.class)
                .single();
        if (!safe.contains(value)) {
            throw new StartFailure.Precondition("PostgreSQL runs with " + setting + " = " + value
                    + ", so it may lose acknowledged purchases; set it to on and start again");
        }
    }
}
