package id.kezbek.notifications.templates;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A new text of an e-mail template, approved by a second person. Every e-mail sent after the approval has the new text.
 */
@Component
public class ChangeTemplateAct extends NamedAct<ChangeTemplateAct.Arguments> {

    /** @param base the number of the version on which the change is based */
    public record Arguments(TemplateName name, Language language, int base, String subject, String html, String text) {

        public static Arguments of(TemplateVersion base, TemplateText changed) {
            return new Arguments(
                    base.name(), base.language(), base.number(), changed.subject(), changed.html(), changed.text());
        }

        TemplateText changed() {
            return new TemplateText(subject, html, text);
        }
    }

    private final Templates templates;
    private final DataVersions versions;
    private final Clock clock;

    ChangeTemplateAct(Templates templates, DataVersions versions, Clock clock) {
        super("CHANGE_TEMPLATE", Arguments.class, Role.ADMIN, Role.OPERATIONS);
        this.templates = templates;
        this.versions = versions;
        this.clock = clock;
    }

    @Override
    public String subject(Arguments arguments) {
        return "template " + arguments.name() + " in " + arguments.language().code();
    }

    @Override
    public String words(Arguments arguments) {
        return subject(arguments) + " says from version " + (arguments.base() + 1) + " on: " + arguments.subject();
    }

    @Override
    public void check(Arguments arguments) {
        versions.refresh();
        TemplateVersion inForce = templates.inForce(arguments.name(), arguments.language());
        if (inForce.number() != arguments.base()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "version " + inForce.number() + " is now in force; make a new proposal based on it");
        }
        if (inForce.text().equals(arguments.changed())) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the template already has this text");
        }
        List<Refusal.FieldError> faults = TemplateCheck.faults(arguments.name(), arguments.changed());
        if (!faults.isEmpty()) {
            throw Refusal.badFields(faults);
        }
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return TemplateCheck.warnings(arguments.name(), arguments.changed());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        TemplateVersion.Change change = new TemplateVersion.Change(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                decision.proposedBy(),
                decision.approvedBy(),
                decision.reason());
        templates.add(
                new TemplateVersion(
                        arguments.name(), arguments.language(), arguments.base() + 1, arguments.changed(), change),
                change);
    }
}
