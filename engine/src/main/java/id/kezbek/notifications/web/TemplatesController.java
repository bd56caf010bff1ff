package id.kezbek.notifications.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.notifications.TemplateName;
import id.kezbek.notifications.templates.ChangeTemplateAct;
import id.kezbek.notifications.templates.PreviewTemplate;
import id.kezbek.notifications.templates.TemplateText;
import id.kezbek.notifications.templates.TemplateVersion;
import id.kezbek.notifications.templates.Templates;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for the texts of e-mails: read, preview, and change with a second person's approval. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class TemplatesController {

    private static final String TEMPLATES = "/api/v2/templates";
    private static final String ONE = TEMPLATES + "/{name}/{language}";
    private static final String VERSIONS = "template-versions";
    private static final int SUBJECT_MAX = 200;
    private static final int HTML_MAX = 50_000;
    private static final int TEXT_MAX = 10_000;
    private static final int REASON_MAX = 500;

    /** @param flag whether the variable is true or false; such a variable can only start a section */
    record Variable(String name, boolean required, boolean flag) {}

    /** A template in a list, without its HTML and plain text. */
    record Entry(String name, String language, int version, String subject, List<Variable> variables) {

        static Entry of(TemplateVersion version) {
            return new Entry(
                    version.name().name(),
                    version.language().code(),
                    version.number(),
                    version.text().subject(),
                    variablesOf(version.name()));
        }
    }

    /** A version. The people, the time and the reason are absent for the engine's built-in version. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            String name,
            String language,
            int version,
            String subject,
            String html,
            String text,
            List<Variable> variables,
            @Nullable Instant at,
            @JsonProperty("proposed_by") @Nullable String proposedBy,
            @JsonProperty("approved_by") @Nullable String approvedBy,
            @Nullable String reason) {

        static Version of(TemplateVersion version) {
            TemplateVersion.Change change = version.change();
            return new Version(
                    version.name().name(),
                    version.language().code(),
                    version.number(),
                    version.text().subject(),
                    version.text().html(),
                    version.text().text(),
                    variablesOf(version.name()),
                    change == null ? null : change.at(),
                    change == null ? null : change.proposedBy(),
                    change == null ? null : change.approvedBy(),
                    change == null ? null : change.reason());
        }

        @Override
        public String toString() {
            return "Version[" + name + ", " + version + "]";
        }
    }

    /** A rendered e-mail. */
    record Preview(String subject, String html, String text, List<String> warnings) {}

    private record Asked(TemplateText text, String reason) {}

    private record Key(TemplateName name, Language language) {}

    private record Page(int before, int limit) {}

    private final Templates templates;
    private final PreviewTemplate previewTemplate;
    private final ProposeAct proposeAct;
    private final ChangeTemplateAct changeTemplate;

    TemplatesController(
            Templates templates,
            PreviewTemplate previewTemplate,
            ProposeAct proposeAct,
            ChangeTemplateAct changeTemplate) {
        this.templates = templates;
        this.previewTemplate = previewTemplate;
        this.proposeAct = proposeAct;
        this.changeTemplate = changeTemplate;
    }

    /** All templates on one page, because there are only a few for each language. */
    @GetMapping(TEMPLATES)
    @Exported("templates")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<Entry> list(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        List<Entry> entries = new ArrayList<>();
        for (TemplateName name : TemplateName.values()) {
            for (Language language : Language.values()) {
                entries.add(Entry.of(templates.inForce(name, language)));
            }
        }
        return new Listing<>(entries, null);
    }

    @GetMapping(ONE)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Version one(
            @PathVariable String name,
            @PathVariable String language,
            @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return Version.of(inForce(key(name, language)));
    }

    /** All versions, newest first. */
    @GetMapping(ONE + "/versions")
    @Exported("template-versions")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<Version> versions(
            @PathVariable String name,
            @PathVariable String language,
            @RequestParam MultiValueMap<String, String> parameters) {
        Key key = key(name, language);
        Page page = Query.read(
                parameters,
                query -> new Page(
                        Objects.requireNonNullElse(
                                query.after(VERSIONS, position -> Integer.valueOf(position.getFirst())),
                                Integer.MAX_VALUE),
                        query.limit()));
        return Listing.of(
                templates.history(key.name(), key.language(), page.before(), page.limit() + 1),
                page.limit(),
                Version::of,
                last -> Cursor.of(VERSIONS, Integer.toString(last.number())));
    }

    @PostMapping(ONE)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> change(
            Caller caller,
            @PathVariable String name,
            @PathVariable String language,
            @RequestBody(required = false) byte @Nullable [] body) {
        TemplateVersion inForce = inForce(key(name, language));
        Asked asked = Fields.readStrictly(
                body,
                fields -> new Asked(
                        new TemplateText(
                                fields.text("subject", SUBJECT_MAX),
                                fields.lines("html", HTML_MAX),
                                fields.lines("text", TEXT_MAX)),
                        fields.text("reason", REASON_MAX)));
        return ApprovalAnswer.accepted(proposeAct.propose(
                changeTemplate, ChangeTemplateAct.Arguments.of(inForce, asked.text()), asked.reason(), caller));
    }

    /** Omitted parts are taken from the version in force. */
    @PostMapping(ONE + ":preview")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    Preview preview(
            @PathVariable String name,
            @PathVariable String language,
            @RequestBody(required = false) byte @Nullable [] body) {
        TemplateVersion inForce = inForce(key(name, language));
        TemplateText source = Fields.readStrictly(body, fields -> {
            String subject = fields.optionalText("subject", SUBJECT_MAX);
            String html = fields.optionalLines("html", HTML_MAX);
            String text = fields.optionalLines("text", TEXT_MAX);
            return new TemplateText(
                    Objects.requireNonNullElse(subject, inForce.text().subject()),
                    Objects.requireNonNullElse(html, inForce.text().html()),
                    Objects.requireNonNullElse(text, inForce.text().text()));
        });
        PreviewTemplate.Preview preview = previewTemplate.preview(inForce.name(), source);
        return new Preview(
                preview.filled().subject(),
                preview.filled().html(),
                preview.filled().text(),
                preview.warnings());
    }

    private TemplateVersion inForce(Key key) {
        return templates.newest(key.name(), key.language());
    }

    private static Key key(String name, String language) {
        return new Key(
                TemplateName.of(name).orElseThrow(TemplatesController::absent),
                Language.ofCode(language).orElseThrow(TemplatesController::absent));
    }

    private static List<Variable> variablesOf(TemplateName name) {
        return name.variables().stream()
                .map(variable -> new Variable(variable.name(), variable.isRequired(), variable.isFlag()))
                .toList();
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no template has this name; GET " + TEMPLATES + " lists them");
    }
}
