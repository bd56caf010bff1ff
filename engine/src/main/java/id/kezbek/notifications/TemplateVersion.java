package id.kezbek.notifications;

import id.kezbek.shared.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template as it was at a time.
 *
 * @param number 1 for what the engine brings along, one more with each change
 * @param change who made it so; null for what the engine brings along
 */
public record TemplateVersion(
        TemplateName name,
        Language language,
        int number,
        TemplateText text,
        @Nullable Change change) {

    static final int BROUGHT_ALONG = 1;

    /** Two people's change. */
    public record Change(Instant at, String proposedBy, String approvedBy, String reason) {

        @Override
        public String toString() {
            return "Change[" + at + "]";
        }
    }
}
