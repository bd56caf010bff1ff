package id.kezbek.reporting.export;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.Standing;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.jobs.JobOutcome;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Ids;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Colleague;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

/** An export that was ordered with a role that the person no longer has. */
@EngineTest
class ExportsOfFormerRolesTest {

    private static final int BYTES_MAX = 10_000_000;

    private final EngineUnderTest engine;

    ExportsOfFormerRolesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void writesNothingAfterPersonLostRole() {
        Colleague removed = new Colleague(engine, Role.OPERATIONS);
        Colleague demoted = new Colleague(engine, Role.OPERATIONS);
        Colleague moved = new Colleague(engine, Role.OPERATIONS);
        UUID ofRemoved = ordered(removed);
        UUID ofDemoted = ordered(demoted);
        UUID ofMoved = ordered(moved);
        removed.leave();
        Colleague auditor = demoted.withRole(Role.AUDITOR);
        Colleague administrator = moved.withRole(Role.ADMIN);

        engine.get(WriteFiles.class).run();

        for (UUID id : List.of(ofRemoved, ofDemoted)) {
            JsonNode export = auditor.get("/api/v2/exports/" + Ids.text(id)).body();
            assertThat(export.get("state").asString()).isEqualTo("FAILED");
            assertThat(export.get("reason").asString()).contains("may no longer read this list");
            assertThat(export.has("file")).isFalse();
            assertThat(engine.get(FileStore.class).get("exports/" + Ids.text(id) + "-0001", BYTES_MAX))
                    .isEmpty();
            assertThat(auditor.get("/api/v2/audit?subject=export%20" + Ids.text(id))
                            .body()
                            .at("/items/0/act")
                            .asString())
                    .isEqualTo("EXPORT_REFUSED");
        }
        assertThat(administrator
                        .file("/api/v2/exports/" + Ids.text(ofMoved) + "/file")
                        .statusCode())
                .as("another role that may read the list")
                .isEqualTo(200);
    }

    @Test
    void leavesNoFileIfTheRoleIsLostWhileItIsWritten() {
        Colleague person = new Colleague(engine, Role.OPERATIONS);
        UUID id = ordered(person);
        Standing standing = engine.get(Standing.class);
        AtomicInteger questions = new AtomicInteger();
        WriteFiles writing = new WriteFiles(
                engine.get(Exports.class),
                engine.get(ListAddresses.class),
                engine.get(WriteExport.class),
                engine.get(ExportFiles.class),
                engine.get(ExportSettings.class),
                engine.get(AuditLog.class),
                engine.get(TellOwner.class),
                new Standing() {
                    @Override
                    public Optional<UUID> mailbox(String address) {
                        return standing.mailbox(address);
                    }

                    @Override
                    public Optional<Present> of(Caller caller) {
                        return standing.of(caller);
                    }

                    @Override
                    public Optional<Present> of(UUID asked) {
                        if (questions.incrementAndGet() == 2) {
                            person.leave();
                        }
                        return standing.of(asked);
                    }
                },
                engine.get(PlatformTransactionManager.class),
                engine.clock());

        JobOutcome outcome = writing.run();

        assertThat(outcome).isInstanceOf(JobOutcome.Done.class);
        assertThat(questions).hasValue(2);
        assertThat(engine.get(Exports.class).find(id).orElseThrow().state()).isEqualTo(ExportRecord.State.FAILED);
        assertThat(engine.get(FileStore.class).get("exports/" + Ids.text(id) + "-0001", BYTES_MAX))
                .isEmpty();
    }

    @Test
    void closesAFileToItsOwnerOnceTheRoleIsLost() {
        Colleague demoted = new Colleague(engine, Role.OPERATIONS);
        Colleague removed = new Colleague(engine, Role.OPERATIONS);
        String ofDemoted = "/api/v2/exports/" + Ids.text(ordered(demoted)) + "/file";
        String ofRemoved = "/api/v2/exports/" + Ids.text(ordered(removed)) + "/file";
        engine.get(WriteFiles.class).run();
        assertThat(demoted.file(ofDemoted).statusCode()).isEqualTo(200);
        assertThat(removed.file(ofRemoved).statusCode()).isEqualTo(200);

        Colleague finance = demoted.withRole(Role.FINANCE);
        removed.leave();

        assertThat(finance.file(ofDemoted).statusCode())
                .as("a role that may not read the list")
                .isEqualTo(404);
        assertThat(demoted.file(ofDemoted).statusCode())
                .as("the session of before")
                .isEqualTo(401);
        assertThat(removed.file(ofRemoved).statusCode()).isEqualTo(401);
        Colleague back = finance.withRole(Role.ADMIN);
        assertThat(back.file(ofDemoted).statusCode()).as("a role that may").isEqualTo(200);
    }

    /** An order of the list of e-mails, which ADMIN and OPERATIONS may read, that no process has claimed yet. */
    private UUID ordered(Colleague person) {
        UUID id = engine.get(Ids.class).next();
        engine.get(Exports.class)
                .addOrder(
                        id,
                        "/api/v2/emails",
                        TableFormat.CSV,
                        engine.person(person.email()),
                        new Exports.Order(person.email(), "/api/v2/emails?template=NONE"));
        return id;
    }
}
