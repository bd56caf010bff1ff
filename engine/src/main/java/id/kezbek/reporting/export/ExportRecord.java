package id.kezbek.reporting.export;

import id.kezbek.reporting.formats.TableFormat;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export in the form for lists and responses.
 *
 * @param list the path of the exported list, with the names of the path variables
 * @param isFile whether the export is written as a file in the background; false if the export was sent as the response
 *     to a request
 * @param owner the person who ordered the export; null for a partner's system
 * @param rows the number of rows written so far
 * @param manifest the manifest; null until the export is complete
 * @param sealedKey the sealed key of the file; null if the export has no file
 * @param reason the reason why the export failed
 * @param expiresAt the time at which the export's file is deleted; null if the export has no file
 */
public record ExportRecord(
        UUID id,
        String list,
        TableFormat format,
        State state,
        boolean isFile,
        @Nullable UUID owner,
        long rows,
        @Nullable Manifest manifest,
        byte @Nullable [] sealedKey,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant expiresAt) {

    /** The state of an export. */
    public enum State {
        /** The export was ordered. A process starts to write the export's file within seconds. */
        WAITING,
        /** A process writes the export. If this process stops, another process writes the export from the beginning. */
        WRITING,
        DONE,
        FAILED,
        /** The export's file was deleted. */
        EXPIRED
    }
}
