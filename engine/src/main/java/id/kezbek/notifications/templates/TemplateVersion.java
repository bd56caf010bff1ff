package id.kezbek.notifications.templates;

import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a template.
 *
 * @param number 1 for the engine's own version, incremented by each change
 * @param change who changed the template, when and why; null for the engine's own version
 */
public record TemplateVersion(
        TemplateName name,
        Language language,
        int number,
        TemplateText text,
        @Nullable Change change) {

    static final int BROUGHT_ALONG = 1;

    /** The approval by two people. */
    public record Change(Instant at, String proposedBy, String approvedBy, String reason) {

        @Override
        public String toString() {
            return "Change[" + at + "]";
        }
    }
}
