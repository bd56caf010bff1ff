package id.kezbek.console.partners;

import static id.kezbek.console.partners.PartnerPages.API;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Downloads;
import id.kezbek.console.frame.Forms;
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
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages for officers: their company, and the colleagues who can log in. */
@ConsoleController
class ColleaguePages {

    private static final String LIST = "/console/officers";
    private static final String COMPANY = "/console/company";
    private static final int TEXT_MAX = 120;
    private static final int EMAIL_MAX = 300;

    private final Downloads downloads;

    ColleaguePages(Downloads downloads) {
        this.downloads = downloads;
    }

    @Allow(Role.OFFICER)
    @InMenu(value = "partners.company.menu", section = Section.PARTNERS, place = 30)
    @PageAt(COMPANY)
    Reply company(Screen screen, Operations operations) {
        String code = Who.partner(operations);
        return screen.show(
                "partners/company",
                new CompanyPage(
                        operations.get(Partner.class, Path.of(API, code)),
                        operations.get(People.Credentials.class, Path.of(API + "/credentials", code))));
    }

    @Allow(Role.OFFICER)
    @PageAt(COMPANY + "/logo/file")
    Reply logo(Operations operations) {
        return downloads.image(operations, Path.of(API + "/logo", Who.partner(operations)), "logo");
    }

    @Allow(Role.OFFICER)
    @InMenu(value = "partners.officers.menu", section = Section.PARTNERS, place = 20)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations) {
        return screen.show("partners/officers", page(screen, operations, null));
    }

    private static OfficersPage page(Screen screen, Operations operations, @Nullable Refusal refusal) {
        String code = Who.partner(operations);
        return new OfficersPage(
                code,
                operations.get(People.Officers.class, Path.of(API + "/officers", code)),
                screen.reader().caller().subject(),
                refusal);
    }

    private static Sheet colleague() {
        return Sheet.act(
                "partners.colleague",
                "",
                LIST + "/new",
                LIST,
                Input.text("name", TEXT_MAX),
                Input.email("email", EMAIL_MAX),
                Input.choice("language", "id", "en").optional());
    }

    @Allow(Role.OFFICER)
    @PageAt(LIST + "/new")
    Reply add(Screen screen) {
        return colleague().show(screen);
    }

    @Allow(Role.OFFICER)
    @PostMapping(LIST + "/new")
    Reply add(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return colleague().post(screen, operations, Path.of(API + "/officers", Who.partner(operations)), typed);
    }

    @Allow(Role.OFFICER)
    @PostMapping(LIST + "/{id}/confirm")
    Reply confirm(Screen screen, Operations operations, @PathVariable String id, @RequestParam(Forms.KEY) String key) {
        String path = Path.of(API + "/officers/{}/confirm", Who.partner(operations), id);
        return changed(screen, operations, "partners.colleague", operations.post(path, null, key));
    }

    @Allow(Role.OFFICER)
    @PostMapping(LIST + "/{id}/remove")
    Reply remove(Screen screen, Operations operations, @PathVariable String id) {
        String path = Path.of(API + "/officers/{}", Who.partner(operations), id);
        return changed(screen, operations, "partners.removed", operations.send("DELETE", path, null, null));
    }

    private static Reply changed(Screen screen, Operations operations, String done, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done ignored -> Reply.to(LIST, done);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("partners/officers", page(screen, operations, refusal));
        };
    }
}
