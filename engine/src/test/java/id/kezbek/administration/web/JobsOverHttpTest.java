package id.kezbek.administration.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.sql.Timestamp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@EngineTest
class JobsOverHttpTest {

    private static final String JOB = "/api/v2/jobs/forget-expired";

    private final EngineUnderTest engine;
    private final StaffCalls staff;

    JobsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void listsJobsWithSchedulesAndResults() {
        Answer requested = staff.post(JOB + ":run", Role.OPERATIONS, "");
        assertThat(requested.status()).isEqualTo(202);
        assertThat(requested.body().get("state").asString()).isEqualTo("REQUESTED");
        String id = requested.body().get("id").asString();

        Eventually.holds("the run has ended", () -> newest().has("ended_at"));

        assertThat(newest().get("id").asString()).isEqualTo(id);
        assertThat(newest().get("state").asString()).isIn("DONE", "NOTHING_DUE");
        assertThat(newest().get("outcome").asString()).isNotBlank();
        JsonNode job = job("forget-expired");
        assertThat(job.get("every").asString()).isEqualTo("PT5M");
        assertThat(job.has("next_run_at")).isTrue();
        assertThat(job.at("/last_run/id").asString()).isEqualTo(id);
        assertThat(job("verify-audit").get("cron").asString()).isEqualTo("0 30 2 * * *");
        assertThat(lastAudited()).isEqualTo("JOB_REQUESTED job forget-expired");
    }

    @Test
    void verifiesTheAuditLogWhenAsked() {
        assertThat(staff.post("/api/v2/jobs/verify-audit:run", Role.ADMIN, "").status())
                .isEqualTo(202);
        Eventually.holds(
                "the chain was followed",
                () -> job("verify-audit").at("/last_run/outcome").asString("").contains("rows are valid, the head is"));
    }

    @Test
    void pagesThroughRuns() {
        for (int run = 0; run < 3; run++) {
            assertThat(staff.post("/api/v2/jobs/forget-job-runs:run", Role.OPERATIONS, "")
                            .status())
                    .isEqualTo(202);
            Eventually.holds(
                    "it ran",
                    () -> !job("forget-job-runs").at("/last_run/ended_at").isMissingNode()
                            && engine.count("shared.job_run where state = 'REQUESTED'") == 0);
        }
        Answer first = staff.get("/api/v2/jobs/forget-job-runs/runs?limit=2", Role.AUDITOR);
        assertThat(first.body().get("items")).hasSize(2);
        Answer second = staff.get(
                "/api/v2/jobs/forget-job-runs/runs?limit=2&cursor="
                        + first.body().get("next_cursor").asString(),
                Role.AUDITOR);
        assertThat(second.body().get("items")).isNotEmpty();
        assertThat(second.body().at("/items/0/id").asString())
                .isLessThan(first.body().at("/items/1/id").asString());
    }

    @Test
    void listsJobsWhoseLastRunNeedsPeople() {
        List.of("FAILED forget-expired", "LOST forget-job-runs", "ALARM verify-audit")
                .forEach(ended -> engine.database()
                        .sql("""
                        insert into shared.job_run (id, job, state, due_at, started_at, ended_at, place)
                        values (gen_random_uuid(), split_part(:ended, ' ', 2), split_part(:ended, ' ', 1), :at, :at, :at, 'needs people')""")
                        .param("ended", ended)
                        .param("at", Timestamp.from(engine.clock().instant()))
                        .update());
        try {
            List<String> failed = names("/api/v2/jobs?failed=true");
            assertThat(failed).contains("forget-expired", "forget-job-runs", "verify-audit");
            assertThat(failed)
                    .isEqualTo(staff.get("/api/v2/jobs", Role.AUDITOR)
                            .body()
                            .get("items")
                            .valueStream()
                            .filter(job -> List.of("FAILED", "LOST", "ALARM")
                                    .contains(job.at("/last_run/state").asString("")))
                            .map(job -> job.get("name").asString())
                            .toList());
            assertThat(names("/api/v2/jobs?failed=false")).containsAll(failed).hasSizeGreaterThan(failed.size());
        } finally {
            engine.database()
                    .sql("delete from shared.job_run where place = 'needs people'")
                    .update();
        }
    }

    private List<String> names(String list) {
        return staff.get(list, Role.AUDITOR)
                .body()
                .get("items")
                .valueStream()
                .map(job -> job.get("name").asString())
                .toList();
    }

    @Test
    void permitsOperationsOnly() {
        assertThat(staff.post(JOB + ":run", Role.FINANCE, "").v2()).isEqualTo("403 forbidden");
        assertThat(staff.post(JOB + ":run", Role.AUDITOR, "").v2()).isEqualTo("403 forbidden");
        assertThat(staff.get("/api/v2/jobs", Role.FINANCE).status()).isEqualTo(200);
    }

    @Test
    void refusesInvalidParameters() {
        assertThat(staff.post("/api/v2/jobs/dance:run", Role.OPERATIONS, "").v2())
                .isEqualTo("404 not-found");
        assertThat(staff.get("/api/v2/jobs/dance/runs", Role.OPERATIONS).v2()).isEqualTo("404 not-found");
        assertThat(staff.get("/api/v2/jobs?page=1", Role.OPERATIONS).fields()).containsExactly("page");
        assertThat(staff.get("/api/v2/jobs?failed=yes", Role.OPERATIONS).fields())
                .containsExactly("failed");
        assertThat(staff.get(JOB + "/runs?limit=0&cursor=x", Role.OPERATIONS).fields())
                .containsExactlyInAnyOrder("limit", "cursor");
    }

    private JsonNode newest() {
        return staff.get(JOB + "/runs?limit=1", Role.OPERATIONS).body().at("/items/0");
    }

    private JsonNode job(String name) {
        return staff.get("/api/v2/jobs", Role.OPERATIONS)
                .body()
                .get("items")
                .valueStream()
                .filter(job -> job.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String lastAudited() {
        return engine.database().sql("""
                        select act || ' ' || subject from approvals.audit where act = 'JOB_REQUESTED'
                          and subject = 'job forget-expired' order by number desc limit 1""").query(String.class).single();
    }
}
