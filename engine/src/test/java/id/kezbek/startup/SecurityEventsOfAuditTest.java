package id.kezbek.startup;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.jobs.Job;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.jobs.running.Jobs;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A broken audit chain is a security event, whether the nightly job or the minutely job finds it. */
class SecurityEventsOfAuditTest {

    @Test
    void reportsBrokenChain(@TempDir Path files) {
        Map<String, Object> properties = SharedWorld.propertiesOnNewDatabase("broken_audit");
        properties.put("server.port", 0);
        // The audit heads of this database must not mix with those of the shared engine.
        properties.put("cezbek.files", "folder");
        properties.put("cezbek.files.folder", files);
        String url = properties.get("spring.datasource.url") + "?user=postgres&password=";
        JdbcClient administrator = JdbcClient.create(new DriverManagerDataSource(url));
        try (OwnEngine own = OwnEngine.start(properties)) {
            Job write = job(own, "write-audit-head");
            Job verify = job(own, "verify-audit");
            append(own);
            assertThat(write.run()).isInstanceOf(JobOutcome.Done.class);
            assertThat(verify.run()).isInstanceOf(JobOutcome.Done.class);
            assertThat(events(own)).isZero();

            administrator.sql("alter table approvals.audit disable trigger all").update();
            administrator
                    .sql("delete from approvals.audit where number = (select max(number) from approvals.audit)")
                    .update();

            assertThat(write.run()).isInstanceOf(JobOutcome.Alarm.class);
            assertThat(events(own)).isEqualTo(1);
            assertThat(write.run()).as("told once").isNotInstanceOf(JobOutcome.Alarm.class);
            assertThat(verify.run()).isInstanceOf(JobOutcome.Alarm.class);
            assertThat(events(own)).isEqualTo(2);
        }
    }

    private static void append(OwnEngine own) {
        own.engine()
                .get(TransactionTemplate.class)
                .executeWithoutResult(status -> own.engine()
                        .get(AuditLog.class)
                        .append(AuditEntry.by(
                                new Caller(Role.ADMIN, "admin@staff.example", null), "TEST", "nothing", Map.of())));
    }

    private static double events(OwnEngine own) {
        return own.engine()
                .get(MeterRegistry.class)
                .counter("cezbek.security.events", "event", "tampering-found")
                .count();
    }

    private static Job job(OwnEngine own, String name) {
        return own.engine().get(Jobs.class).require(name).job();
    }
}
