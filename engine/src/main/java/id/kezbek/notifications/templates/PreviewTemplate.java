package id.kezbek.notifications.templates;

import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Refusal;
import java.util.List;
import org.springframework.stereotype.Component;

/** Renders an e-mail with sample values. Nothing is recorded or sent. */
@Component
public class PreviewTemplate {

    /** @param warnings warnings for the editor */
    public record Preview(TemplateText filled, List<String> warnings) {}

    PreviewTemplate() {}

    /** @throws Refusal BAD_PAYLOAD with all invalid fields */
    public Preview preview(TemplateName name, TemplateText source) {
        List<Refusal.FieldError> faults = TemplateCheck.faults(name, source);
        if (!faults.isEmpty()) {
            throw Refusal.badFields(faults);
        }
        return new Preview(Templates.Compiled.of(source).fill(name.sample()), TemplateCheck.warnings(name, source));
    }
}
