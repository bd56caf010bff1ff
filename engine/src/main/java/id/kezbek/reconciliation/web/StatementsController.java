package id.kezbek.reconciliation.web;

import id.kezbek.reconciliation.bridge.FloatBridge;
import id.kezbek.reconciliation.imports.ImportStatement;
import id.kezbek.reconciliation.imports.Imported;
import id.kezbek.reconciliation.imports.StatementBytes;
import id.kezbek.reconciliation.imports.StatementFile;
import id.kezbek.reconciliation.imports.StatementFiles;
import id.kezbek.reconciliation.intake.TakeStatement;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.CallsOutside;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Providers' statements: import, list, and the float bridge of a day. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class StatementsController {

    private static final String LISTING = "statements";
    private static final int NAME_MAX = 30;
    private static final int DAY_LENGTH = 10;

    private record Parameters(
            @Nullable String profile, @Nullable LocalDate to, boolean again, boolean downloadedAgain) {}

    /** The amounts of the float bridge for one kind of movement. */
    record Part(String kind, Amount statement, Amount books, Amount difference) {}

    record Bridge(
            String provider,
            LocalDate day,
            boolean complete,
            List<String> missing,
            @Nullable Amount opening,
            List<Part> parts,
            @Nullable Amount closing,
            @Nullable Amount residual) {}

    private final TakeStatement takeStatement;
    private final StatementFiles files;
    private final StatementBytes bytes;
    private final FloatBridge bridge;

    StatementsController(TakeStatement takeStatement, StatementFiles files, StatementBytes bytes, FloatBridge bridge) {
        this.takeStatement = takeStatement;
        this.files = files;
        this.bytes = bytes;
        this.bridge = bridge;
    }

    /**
     * Imports a statement. The method is PUT, because sending the same file again changes nothing. No transaction is
     * open during calls to the file store.
     */
    @PutMapping(
            path = "/api/v2/providers/{code}/statements/{day}",
            consumes = {"text/csv", "application/gzip", "application/octet-stream"})
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<StatementAnswer> put(
            Caller caller,
            @PathVariable String code,
            @PathVariable String day,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        LocalDate from = day(day).orElseThrow(() -> Refusal.badField("day", "must be a date, for example 2026-11-28"));
        Parameters asked = Query.read(
                parameters,
                query -> new Parameters(
                        query.text("profile", NAME_MAX),
                        query.found("to", StatementsController::day, "must be a date, for example 2026-11-30"),
                        query.isTrue("again"),
                        query.isTrue("downloaded_again")));
        Imported imported = takeStatement.run(new ImportStatement.Order(
                code,
                asked.profile(),
                from,
                asked.to() == null ? from : asked.to(),
                asked.again(),
                asked.downloadedAgain(),
                body == null ? new byte[0] : body,
                caller.subject()));
        StatementFile file = files.find(imported.file().id()).orElseThrow();
        return ResponseEntity.status(imported.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(StatementAnswer.of(file, files.rejected(file.id()), !imported.isNew()));
    }

    @GetMapping("/api/v2/statements")
    @Exported("statements")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<StatementAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        StatementFiles.Page page = Query.read(
                parameters,
                query -> new StatementFiles.Page(
                        query.text("provider", NAME_MAX),
                        query.oneOf("state", StatementFile.State.class),
                        query.after(LISTING, position -> Ids.parse(position.getFirst())),
                        query.limit()));
        return Listing.of(
                files.page(page),
                page.limit(),
                file -> StatementAnswer.of(file, null, null),
                last -> Cursor.of(LISTING, Ids.text(last.id())));
    }

    @GetMapping("/api/v2/statements/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    StatementAnswer one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        StatementFile file = find(id);
        return StatementAnswer.of(file, files.rejected(file.id()), null);
    }

    /**
     * The bytes that the provider sent. The bytes contain customers' phone numbers, so the audit log records each
     * reader.
     */
    @CallsOutside
    @GetMapping("/api/v2/statements/{id}/file")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    ResponseEntity<Resource> file(
            Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        StatementFile file = find(id);
        InputStream read = bytes.read(file, caller)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the file of this statement was deleted"));
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"" + file.provider() + "-" + file.from() + "\"")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(file.bytes())
                .body(new InputStreamResource(read));
    }

    @GetMapping("/api/v2/providers/{code}/float-bridge/{day}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Bridge bridge(
            @PathVariable String code,
            @PathVariable String day,
            @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        FloatBridge.Day read = bridge.read(
                code, day(day).orElseThrow(() -> Refusal.badField("day", "must be a date, for example 2026-11-28")));
        return new Bridge(
                read.provider(),
                read.day(),
                read.isComplete(),
                read.missing(),
                StatementAnswer.amount(read.opening()),
                read.parts().stream()
                        .map(part -> new Part(
                                part.name().name(),
                                Amount.of(part.statement()),
                                Amount.of(part.books()),
                                Amount.of(part.statement().minus(part.books()))))
                        .toList(),
                StatementAnswer.amount(read.closing()),
                StatementAnswer.amount(read.residual()));
    }

    private StatementFile find(String id) {
        return Ids.find(id)
                .flatMap(files::find)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no statement has this id"));
    }

    static Optional<LocalDate> day(String text) {
        try {
            return text.length() == DAY_LENGTH ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
