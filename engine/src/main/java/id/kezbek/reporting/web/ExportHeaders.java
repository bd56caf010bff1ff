package id.kezbek.reporting.web;

import id.kezbek.reporting.export.Manifest;
import id.kezbek.reporting.formats.TableFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The headers of an exported file: name and manifest. */
final class ExportHeaders {

    static final String ID = "X-Export-Id";
    static final String ROWS = "X-Export-Rows";
    static final String TOTALS = "X-Export-Totals";
    static final String AS_OF = "X-Export-As-Of";
    /** The header for the hash of the file (RFC 9530). */
    static final String DIGEST = "Repr-Digest";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private ExportHeaders() {}

    static Map<String, String> of(Manifest manifest, String name, TableFormat format) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", format.mediaType());
        headers.put(
                "Content-Disposition",
                "attachment; filename=\"" + name + "-" + STAMP.format(manifest.asOf()) + "." + format.ending() + "\"");
        headers.put("Cache-Control", "no-store");
        headers.put(ROWS, Long.toString(manifest.rows()));
        headers.put(
                TOTALS,
                manifest.totals().entrySet().stream()
                        .map(total -> total.getKey() + "=" + total.getValue().toPlainString())
                        .collect(Collectors.joining(", ")));
        headers.put(AS_OF, manifest.asOf().toString());
        headers.put(
                DIGEST,
                "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(manifest.sha256())) + ":");
        return headers;
    }
}
