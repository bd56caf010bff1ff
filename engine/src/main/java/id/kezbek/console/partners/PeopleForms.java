package id.kezbek.console.partners;

import static id.kezbek.console.partners.PartnerPages.API;
import static id.kezbek.console.partners.PartnerPages.AT;
import static id.kezbek.console.partners.PartnerPages.ONE;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Forms in which staff manage a partner's officers and credentials. */
@ConsoleController
class PeopleForms {

    private static final int TEXT_MAX = 120;
    private static final int EMAIL_MAX = 300;
    private static final int ID_LENGTH = 26;

    private static Sheet newOfficer(String code) {
        return Sheet.proposal(
                "partners.officer",
                code,
                Path.of(AT + "/officers", code),
                Path.of(AT, code),
                Input.text("name", TEXT_MAX),
                Input.email("email", EMAIL_MAX),
                Input.choice("language", "id", "en").optional(),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/officers")
    Reply officer(Screen screen, @PathVariable String code) {
        return newOfficer(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/officers")
    Reply officer(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return newOfficer(code).post(screen, operations, Path.of(API + "/officers", code), typed);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/officers/{id}/remove")
    Reply remove(Screen screen, Operations operations, @PathVariable String code, @PathVariable String id) {
        Outcome outcome = operations.send("DELETE", Path.of(API + "/officers/{}", code, id), null, null);
        return switch (outcome) {
            case Outcome.Done ignored -> Reply.to(Path.of(AT, code), "partners.removed");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("partners/one", PartnerPages.page(screen, operations, code, refusal));
        };
    }

    private static Sheet newCredential(String code) {
        return Sheet.proposal(
                "partners.credential",
                code,
                Path.of(AT + "/credentials", code),
                Path.of(AT, code),
                Input.of("others_end_at", Kind.TIME).optional(),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/credentials")
    Reply credential(Screen screen, @PathVariable String code) {
        return newCredential(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/credentials")
    Reply credential(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return newCredential(code).post(screen, operations, Path.of(API + "/credentials", code), typed);
    }

    private static Sheet collected(String code) {
        return Sheet.act(
                "partners.collect",
                code,
                Path.of(AT + "/credentials/collect", code),
                Path.of(AT, code),
                Input.text("approval", ID_LENGTH));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/credentials/collect")
    Reply collect(Screen screen, @PathVariable String code) {
        return collected(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/credentials/collect")
    Reply collect(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = collected(code);
        return switch (operations.post(
                Path.of(API + "/credentials/collect", code), sheet.body(typed), Sheet.key(typed))) {
            case Outcome.Done done -> PartnerForms.secret(screen, code, done.body(), null);
            case Outcome.Refused(Refusal refusal) -> sheet.refused(screen, typed, refusal);
        };
    }

    private static Sheet ended(String code, String id) {
        return Sheet.act(
                "partners.end", code, Path.of(AT + "/credentials/{}/end", code, id), Path.of(AT, code), Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/credentials/{id}/end")
    Reply end(Screen screen, @PathVariable String code, @PathVariable String id) {
        return ended(code, id).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/credentials/{id}/end")
    Reply end(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return ended(code, id).post(screen, operations, Path.of(API + "/credentials/{}/end", code, id), typed);
    }
}
