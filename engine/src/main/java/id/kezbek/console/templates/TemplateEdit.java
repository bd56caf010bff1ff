package id.kezbek.console.templates;

import id.kezbek.console.sheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of an e-mail that is being written.
 *
 * @param preview with sample values; null until it is asked for
 */
public record TemplateEdit(
        Sheet sheet,
        String previewAt,
        List<MailTemplate.Variable> variables,
        @Nullable Preview preview) {

    public record Preview(String subject, String html, String text, List<String> warnings) {}
}
