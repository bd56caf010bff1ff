package id.kezbek.reporting.export;

import id.kezbek.reporting.formats.TableFormat;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export as people see it.
 *
 * @param list the path of its list, with names of variables
 * @param isFile whether it is written as a file; otherwise a call answered with it
 * @param owner the person who asked for it; null for a partner's system
 * @param rows written until now
 * @param manifest null until it is complete
 * @param sealedKey the file's own key; null if there is no file
 * @param reason why it failed
 * @param expiresAt when its file is deleted; null without one
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

    /** Where an export stands. */
    public enum State {
        /** Asked for; a process takes it within seconds. */
        WAITING,
        /** A process writes it. If that process ends, another one begins anew. */
        WRITING,
        DONE,
        FAILED,
        /** Its file is deleted. */
        EXPIRED
    }
}
