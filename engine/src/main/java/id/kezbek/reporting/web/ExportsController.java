package id.kezbek.reporting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reporting.export.ExportFiles;
import id.kezbek.reporting.export.ExportRecord;
import id.kezbek.reporting.export.ExportedList;
import id.kezbek.reporting.export.ExportedLists;
import id.kezbek.reporting.export.Manifest;
import id.kezbek.reporting.export.OrderExport;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.Currency;
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
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Exports with their manifests, and orders of large exports. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ExportsController {

    private static final String PATH = "/api/v2/exports";
    private static final String LISTING = "exports";
    private static final int ADDRESS_MAX = 2_000;
    private static final Pattern FORMATS = Pattern.compile("CSV|XLSX|PARQUET");

    /** @param totals the sum of each column of amounts */
    record ManifestAnswer(
            @JsonProperty("as_of") Instant asOf, long rows, Map<String, Amount> totals, long bytes, String sha256) {

        static ManifestAnswer of(Manifest manifest) {
            Map<String, Amount> totals = new LinkedHashMap<>();
            manifest.totals()
                    .forEach((column, sum) -> totals.put(column, new Amount(sum.toPlainString(), Currency.IDR.name())));
            return new ManifestAnswer(manifest.asOf(), manifest.rows(), totals, manifest.bytes(), manifest.sha256());
        }
    }

    /** @param file the path of the export's file; null if the export has no file */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExportAnswer(
            String id,
            String list,
            TableFormat format,
            ExportRecord.State state,
            long rows,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("ended_at") @Nullable Instant endedAt,
            @Nullable String reason,
            @Nullable ManifestAnswer manifest,
            @Nullable String file,
            @JsonProperty("expires_at") @Nullable Instant expiresAt) {

        static ExportAnswer of(ExportRecord export) {
            String id = Ids.text(export.id());
            boolean hasFile = export.isFile() && export.state() == ExportRecord.State.DONE;
            return new ExportAnswer(
                    id,
                    export.list(),
                    export.format(),
                    export.state(),
                    export.rows(),
                    export.createdAt(),
                    export.endedAt(),
                    export.reason(),
                    export.manifest() == null ? null : ManifestAnswer.of(export.manifest()),
                    hasFile ? PATH + "/" + id + "/file" : null,
                    export.expiresAt());
        }
    }

    private record Asked(String list, TableFormat format) {}

    private record Page(@Nullable UUID before, int limit) {}

    private final OrderExport orderExport;
    private final ExportFiles files;
    private final ExportedLists lists;

    ExportsController(OrderExport orderExport, ExportFiles files, ExportedLists lists) {
        this.orderExport = orderExport;
        this.files = files;
        this.lists = lists;
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ResponseEntity<ExportAnswer> order(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Asked asked = Fields.readStrictly(
                body,
                fields -> new Asked(
                        fields.text("list", ADDRESS_MAX),
                        TableFormat.valueOf(
                                orCsv(fields.text("format", ADDRESS_MAX, FORMATS, "one of CSV, XLSX, PARQUET")))));
        ExportRecord ordered = orderExport.order(asked.list(), asked.format(), caller);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create(PATH + "/" + Ids.text(ordered.id())))
                .body(ExportAnswer.of(ordered));
    }

    @GetMapping(PATH)
    @Exported("exports")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<ExportAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        Page page = Query.read(
                parameters,
                query -> new Page(query.after(LISTING, position -> Ids.parse(position.getFirst())), query.limit()));
        return Listing.of(
                orderExport.page(page.before(), page.limit() + 1),
                page.limit(),
                ExportAnswer::of,
                last -> Cursor.of(LISTING, Ids.text(last.id())));
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ExportAnswer one(@PathVariable String id) {
        return ExportAnswer.of(find(id));
    }

    /**
     * Sends the file. Only the person who ordered the export can download the file, and only while that person's role
     * may read the list.
     */
    @CallsOutside
    @GetMapping(PATH + "/{id}/file")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ResponseEntity<Resource> file(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange) {
        ExportRecord export = find(id);
        Manifest manifest = export.manifest();
        if (!export.isFile()
                || export.state() != ExportRecord.State.DONE
                || manifest == null
                || !orderExport.isOwner(export, caller)) {
            throw absent();
        }
        ExportedList list =
                lists.at(export.list()).filter(found -> found.admits(caller)).orElseThrow(ExportsController::absent);
        HttpHeaders headers = new HttpHeaders();
        ExportHeaders.of(manifest, list.name(), export.format()).forEach(headers::set);
        // A file never changes, so its digest serves as the entity tag.
        String tag = '"' + manifest.sha256() + '"';
        headers.setETag(tag);
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        ByteRange part = ByteRange.of(range, ifRange, tag, manifest.bytes());
        if (part == null) {
            return answer(HttpStatus.OK, headers, export, new ByteRange(0, manifest.bytes()));
        }
        headers.set(HttpHeaders.CONTENT_RANGE, part.text(manifest.bytes()));
        return part.isInFile()
                ? answer(HttpStatus.PARTIAL_CONTENT, headers, export, part)
                : ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header(HttpHeaders.CONTENT_RANGE, part.text(manifest.bytes()))
                        .build();
    }

    private ResponseEntity<Resource> answer(
            HttpStatus status, HttpHeaders headers, ExportRecord export, ByteRange part) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentLength(part.count())
                .body(new InputStreamResource(
                        files.get(export, part.from(), part.to()).orElseThrow(ExportsController::absent)));
    }

    private ExportRecord find(String id) {
        return Ids.find(id).flatMap(orderExport::find).orElseThrow(ExportsController::absent);
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no export has this id");
    }

    /**
     * Returns CSV for an unknown format, because a later check reports the unknown format together with the request's
     * other errors.
     */
    private static String orCsv(@Nullable String format) {
        return format != null && FORMATS.matcher(format).matches() ? format : "CSV";
    }
}
