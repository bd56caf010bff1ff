package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.reconciliation.intake.ImportProgress;
import id.kezbek.reconciliation.intake.PreviewStatement;
import id.kezbek.reconciliation.parsing.ReadStatement;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The preview of the import of a statement, and the progress of an import. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class IntakeController {

    private static final int NAME_MAX = 30;

    /** A row of the file in the form in which the import would read the row. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            int line,
            String kind,
            @JsonProperty("our_reference") @Nullable String ourReference,
            @JsonProperty("provider_reference") @Nullable String providerReference,
            @Nullable String wallet,
            Amount amount,
            @Nullable Amount fee,
            @Nullable Amount vat,
            Instant at) {

        static Row of(PreviewStatement.Row row) {
            return new Row(
                    row.number(),
                    row.kind(),
                    row.ourReference(),
                    row.providerReference(),
                    row.wallet(),
                    Amount.of(row.amount()),
                    amount(row.fee()),
                    amount(row.vat()),
                    row.at());
        }

        private static @Nullable Amount amount(@Nullable Money money) {
            return money == null ? null : Amount.of(money);
        }
    }

    /**
     * @param fittingProfiles all profiles whose columns all occur in the file's header
     * @param refused the reason why the import would refuse the whole file
     * @param cut whether the counts and sums cover only the first rows
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Preview(
            String profile,
            @JsonProperty("profile_version") int profileVersion,
            @JsonProperty("fitting_profiles") List<String> fittingProfiles,
            @Nullable String refused,
            int rows,
            int rejected,
            boolean complete,
            boolean cut,
            Amount total,
            @JsonProperty("first_rows") List<Row> firstRows,
            @JsonProperty("rejected_lines") List<StatementAnswer.Rejected> rejectedLines) {

        static Preview of(PreviewStatement.Preview preview) {
            ReadStatement read = preview.read();
            return new Preview(
                    preview.profile().name(),
                    preview.profile().version(),
                    preview.fitting(),
                    preview.refused(),
                    read == null ? 0 : read.rows(),
                    read == null ? preview.rejected().size() : read.rejected(),
                    read != null && read.isWhole(),
                    preview.isCut(),
                    Amount.of(PreviewStatement.money(read == null ? 0 : read.total())),
                    preview.first().stream().map(Row::of).toList(),
                    preview.rejected().stream()
                            .map(row -> new StatementAnswer.Rejected(row.number(), row.text(), row.reason()))
                            .toList());
        }
    }

    /** @param statement the statement's id; null before the end of the import */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Running(
            String id,
            String provider,
            LocalDate from,
            LocalDate to,
            long bytes,
            @JsonProperty("read_bytes") long readBytes,
            String state,
            @Nullable String statement,
            @Nullable String reason,
            @JsonProperty("started_at") Instant startedAt) {

        static Running of(ImportProgress.Running running) {
            UUID statement = running.statement();
            return new Running(
                    Ids.text(running.id()),
                    running.provider(),
                    running.from(),
                    running.to(),
                    running.bytes(),
                    running.readBytes(),
                    running.state().name(),
                    statement == null ? null : Ids.text(statement),
                    running.reason(),
                    running.startedAt());
        }
    }

    record Imports(List<Running> items) {}

    private final PreviewStatement previewStatement;
    private final ImportProgress progress;

    IntakeController(PreviewStatement previewStatement, ImportProgress progress) {
        this.previewStatement = previewStatement;
        this.progress = progress;
    }

    /** The preview is a PUT with the same parameters as the import. The preview records nothing. */
    @PutMapping(
            path = "/api/v2/providers/{code}/statements/{day}/preview",
            consumes = {"text/csv", "application/gzip", "application/octet-stream"})
    @Allow({Role.ADMIN, Role.FINANCE})
    Preview preview(
            Caller caller,
            @PathVariable String code,
            @PathVariable String day,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        record Parameters(
                @Nullable String profile, @Nullable LocalDate to) {}
        LocalDate from = StatementsController.day(day)
                .orElseThrow(() -> Refusal.badField("day", "must be a date, for example 2026-11-28"));
        Parameters asked = Query.read(
                parameters,
                query -> new Parameters(
                        query.text("profile", NAME_MAX),
                        query.found("to", StatementsController::day, "must be a date, for example 2026-11-30")));
        return Preview.of(previewStatement.run(new ImportStatement.Order(
                code,
                asked.profile(),
                from,
                asked.to() == null ? from : asked.to(),
                false,
                false,
                body == null ? new byte[0] : body,
                caller.subject())));
    }

    /** The latest imports that people started, with the progress of each import. */
    @GetMapping("/api/v2/statements/imports")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Imports imports(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new Imports(progress.latest().stream().map(Running::of).toList());
    }
}
