package id.kezbek.console.staff;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Members of staff, and proposals to add, change or remove a member. */
@ConsoleController
class StaffPages {

    private static final String LIST = "/console/staff";
    private static final String API = "/api/v2/staff/{}";
    private static final String[] ROLES = {"ADMIN", "OPERATIONS", "FINANCE", "AUDITOR"};
    private static final int NAME_MAX = 120;
    private static final int EMAIL_MAX = 300;

    @Allow({Role.ADMIN, Role.AUDITOR})
    @InMenu(value = "staff.menu", section = Section.OVERSIGHT, place = 50)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Member.Members found = operations.get(Member.Members.class, "/api/v2/staff");
        return screen.show(
                "staff/list", new StaffList(Filters.of(LIST, parameters), found.items(), screen.has(Role.ADMIN)));
    }

    private static Sheet newMember() {
        return Sheet.proposal(
                "staff.add",
                "",
                LIST + "/new",
                LIST,
                Input.email("email", EMAIL_MAX),
                Input.text("name", NAME_MAX),
                Input.choice("role", ROLES),
                Input.reason());
    }

    @Allow(Role.ADMIN)
    @PageAt(LIST + "/new")
    Reply add(Screen screen) {
        return newMember().show(screen);
    }

    @Allow(Role.ADMIN)
    @PostMapping(LIST + "/new")
    Reply add(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return newMember().post(screen, operations, "/api/v2/staff", typed);
    }

    private static Sheet roleOf(String id) {
        return Sheet.proposal(
                "staff.role", "", Path.of(LIST + "/{}/role", id), LIST, Input.choice("role", ROLES), Input.reason());
    }

    @Allow(Role.ADMIN)
    @PageAt(LIST + "/{id}/role")
    Reply role(Screen screen, @PathVariable String id) {
        return roleOf(id).show(screen);
    }

    @Allow(Role.ADMIN)
    @PostMapping(LIST + "/{id}/role")
    Reply role(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return roleOf(id).post(screen, operations, Path.of(API + "/role", id), typed);
    }

    private static Sheet removalOf(String id) {
        return Sheet.proposal("staff.remove", "", Path.of(LIST + "/{}/remove", id), LIST, Input.reason());
    }

    @Allow(Role.ADMIN)
    @PageAt(LIST + "/{id}/remove")
    Reply remove(Screen screen, @PathVariable String id) {
        return removalOf(id).show(screen);
    }

    @Allow(Role.ADMIN)
    @PostMapping(LIST + "/{id}/remove")
    Reply remove(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return removalOf(id).post(screen, operations, Path.of(API + "/remove", id), typed);
    }

    private static Sheet lostPasskeysOf(String id) {
        return Sheet.proposal("staff.lost", "", Path.of(LIST + "/{}/passkeys", id), LIST, Input.reason());
    }

    @Allow(Role.ADMIN)
    @PageAt(LIST + "/{id}/passkeys")
    Reply lostPasskeys(Screen screen, @PathVariable String id) {
        return lostPasskeysOf(id).show(screen);
    }

    @Allow(Role.ADMIN)
    @PostMapping(LIST + "/{id}/passkeys")
    Reply lostPasskeys(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return lostPasskeysOf(id).post(screen, operations, Path.of(API + "/passkeys/remove", id), typed);
    }

    private static Sheet unlocking() {
        return Sheet.act("staff.unlock", "", LIST + "/unlock", LIST, Input.email("email", EMAIL_MAX), Input.reason());
    }

    @Allow(Role.ADMIN)
    @PageAt(LIST + "/unlock")
    Reply unlock(Screen screen) {
        return unlocking().show(screen);
    }

    @Allow(Role.ADMIN)
    @PostMapping(LIST + "/unlock")
    Reply unlock(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return unlocking().post(screen, operations, "/api/v2/accounts:unlock", typed);
    }

    private static Sheet signingKey() {
        return Sheet.proposal(
                "staff.key", "", LIST + "/signing-key", LIST, Input.of("end_former", Kind.YES_NO), Input.reason());
    }

    @Allow(Role.ADMIN)
    @PageAt(LIST + "/signing-key")
    Reply key(Screen screen) {
        return signingKey().show(screen);
    }

    @Allow(Role.ADMIN)
    @PostMapping(LIST + "/signing-key")
    Reply key(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        return signingKey().post(screen, operations, "/api/v2/signing-keys:rotate", typed);
    }
}
