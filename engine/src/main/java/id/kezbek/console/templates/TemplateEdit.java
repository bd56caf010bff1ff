package id.kezbek.console.templates;

import id.kezbek.console.sheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The editor of an e-mail template.
 *
 * @param preview the e-mail with sample values; null before the first preview
 */
public record TemplateEdit(
        Sheet sheet,
        String previewAt,
        List<MailTemplate.Variable> variables,
        @Nullable Preview preview) {

    public record Preview(String subject, String html, String text, List<String> warnings) {}
}
