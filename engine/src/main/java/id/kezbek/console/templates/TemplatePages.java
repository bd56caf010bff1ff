package id.kezbek.console.templates;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The list of e-mail templates, the page of one template in both languages, and the editor with its preview. */
@ConsoleController
class TemplatePages {

    private static final String LIST = "/console/templates";
    private static final String ONE = LIST + "/{}/{}";
    private static final String API = "/api/v2/templates/{}/{}";
    private static final String EDIT = "templates/edit";
    private static final int SUBJECT_MAX = 200;
    private static final int HTML_MAX = 50_000;
    private static final int TEXT_MAX = 10_000;

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "templates.menu", section = Section.RULES, place = 40)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations) {
        return screen.show("templates/list", operations.get(MailTemplate.Lines.class, "/api/v2/templates"));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{name}")
    Reply one(Screen screen, Operations operations, @PathVariable String name) {
        List<MailTemplate> languages = Arrays.stream(Language.values())
                .map(language -> find(operations, name, language.code()))
                .toList();
        return screen.show("templates/one", new TemplatePage(name, languages));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{name}/{language}/versions")
    Reply versions(
            Screen screen,
            Operations operations,
            @PathVariable String name,
            @PathVariable String language,
            @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(Path.of(ONE + "/versions", name, language), parameters);
        String list = Path.of(API + "/versions", name, language);
        return screen.show(
                "templates/versions",
                new TemplateVersions(
                        name,
                        language,
                        list,
                        filters,
                        operations.get(MailTemplate.Versions.class, list, filters.values())));
    }

    private static MailTemplate find(Operations operations, String name, String language) {
        return operations.get(MailTemplate.class, Path.of(API, name, language));
    }

    private static Sheet sheet(String name, String language, @Nullable MailTemplate now) {
        return Sheet.proposal(
                "templates.change",
                name,
                Path.of(ONE, name, language),
                Path.of(LIST + "/{}", name),
                Input.text("subject", SUBJECT_MAX).with(now == null ? null : now.subject()),
                Input.lines("text", TEXT_MAX).with(now == null ? null : now.text()),
                Input.lines("html", HTML_MAX).with(now == null ? null : now.html()),
                Input.reason());
    }

    private static TemplateEdit edit(
            Operations operations, String name, String language, Sheet sheet, TemplateEdit.@Nullable Preview preview) {
        return new TemplateEdit(
                sheet,
                Path.of(ONE + "/preview", name, language),
                find(operations, name, language).variables(),
                preview);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/{name}/{language}")
    Reply edit(Screen screen, Operations operations, @PathVariable String name, @PathVariable String language) {
        Sheet sheet = sheet(name, language, find(operations, name, language));
        return screen.show(EDIT, edit(operations, name, language, sheet, null));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{name}/{language}")
    Reply edit(
            Screen screen,
            Operations operations,
            @PathVariable String name,
            @PathVariable String language,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = sheet(name, language, null);
        Outcome outcome = operations.post(Path.of(API, name, language), sheet.body(typed), Sheet.key(typed));
        return switch (outcome) {
            case Outcome.Done done -> sheet.reply(screen, typed, done);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(EDIT, edit(operations, name, language, sheet.filled(typed, refusal), null));
        };
    }

    /** Shows the e-mail with the typed text. Nothing is recorded. */
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/{name}/{language}/preview")
    Reply preview(
            Screen screen,
            Operations operations,
            @PathVariable String name,
            @PathVariable String language,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = sheet(name, language, null);
        Map<String, Object> body = sheet.body(typed);
        body.remove("reason");
        Outcome outcome = operations.post(
                Path.of(API + ":preview", name, language), body, screen.forms().newKey());
        return switch (outcome) {
            case Outcome.Done done ->
                screen.show(EDIT, edit(operations, name, language, sheet.filled(typed, null), previewOf(done.body())));
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(EDIT, edit(operations, name, language, sheet.filled(typed, refusal), null));
        };
    }

    private static TemplateEdit.Preview previewOf(JsonNode mail) {
        return new TemplateEdit.Preview(
                mail.path("subject").asString(""),
                mail.path("html").asString(""),
                mail.path("text").asString(""),
                mail.path("warnings").values().stream().map(JsonNode::asString).toList());
    }
}
