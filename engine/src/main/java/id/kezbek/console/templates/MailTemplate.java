package id.kezbek.console.templates;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of a template from API v2. */
public record MailTemplate(
        String name,
        String language,
        int version,
        String subject,
        String html,
        String text,
        List<Variable> variables,
        @Nullable Instant at,
        @Nullable String proposedBy,
        @Nullable String approvedBy,
        @Nullable String reason) {

    public record Variable(String name, boolean required, boolean flag) {}

    /** A page of versions, the newest first. */
    public record Versions(
            List<MailTemplate> items, @Nullable String nextCursor) {}

    /** A template in the list, without its text. */
    public record Line(String name, String language, int version, String subject) {}

    public record Lines(List<Line> items) {}
}
