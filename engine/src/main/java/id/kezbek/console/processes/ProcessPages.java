package id.kezbek.console.processes;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.web.bind.annotation.RequestParam;

/** The current measurements: of the process that sends the response, and of all processes together. */
@ConsoleController
class ProcessPages {

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "processes.menu", section = Section.OPERATIONS, place = 50)
    @PageAt(ProcessPage.PATH)
    Reply processes(
            Screen screen,
            Operations operations,
            @RequestParam(defaultValue = "") String calls,
            @RequestParam(defaultValue = "0") int refreshes) {
        return screen.show(
                "processes/list",
                new ProcessPage(
                        operations.get(Figures.class, "/api/metrics.json"),
                        calls.equals("all"),
                        Math.clamp(refreshes, 0, ProcessPage.REFRESHES_MAX)));
    }
}
