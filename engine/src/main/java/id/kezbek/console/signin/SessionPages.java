package id.kezbek.console.signin;

import id.kezbek.access.OwnSessions;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The sessions of the logged-in user. */
@ConsoleController
public class SessionPages {

    private static final String PAGE = "/console/sessions";

    public record SessionList(List<OwnSessions.Open> sessions) {}

    private final OwnSessions sessions;

    SessionPages(OwnSessions sessions) {
        this.sessions = sessions;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(PAGE)
    Reply list(Screen screen, HttpServletRequest request) {
        return screen.show("signin/sessions", new SessionList(sessions.of(request)));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PostMapping(PAGE + "/{id}/end")
    Reply end(@PathVariable String id, HttpServletRequest request) {
        if (!sessions.end(id, request)) {
            throw new Refusal(ErrorCode.NOT_FOUND, "you have no open session with this id");
        }
        return Reply.to(PAGE, "signin.ended");
    }
}
