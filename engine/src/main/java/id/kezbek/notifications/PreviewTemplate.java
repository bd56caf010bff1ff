package id.kezbek.notifications;

import id.kezbek.shared.Refusal;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows how an e-mail would look, with samples in the place of what it shows. It records nothing and sends nothing. */
@Component
public class PreviewTemplate {

    /** @param warnings what an editor should know of it */
    public record Preview(TemplateText filled, List<String> warnings) {}

    PreviewTemplate() {}

    /** @throws Refusal BAD_PAYLOAD naming each part at fault */
    public Preview preview(TemplateName name, TemplateText source) {
        List<Refusal.FieldError> faults = TemplateCheck.faults(name, source);
        if (!faults.isEmpty()) {
            throw Refusal.badFields(faults);
        }
        return new Preview(Templates.Compiled.of(source).fill(name.sample()), TemplateCheck.warnings(name, source));
    }
}
