package id.kezbek.access;

import id.kezbek.access.browser.BrowserSessions;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.shared.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The caller's own open sessions, both in browsers and of API tokens. */
@Component
public class OwnSessions {

    /** The maximum number of sessions in the list. */
    private static final int SHOWN_MAX = 100;

    /**
     * An open session.
     *
     * @param usedAt when a browser last used the session, to the minute; null for a session of API tokens
     * @param isThis whether the current request belongs to this session
     */
    public record Open(
            String id,
            Instant openedAt,
            Instant endsAt,
            @Nullable Instant usedAt,
            boolean isThis) {

        public boolean isBrowser() {
            return usedAt != null;
        }
    }

    private final Sessions sessions;
    private final BrowserSessions browserSessions;
    private final EndSession endSession;

    OwnSessions(Sessions sessions, BrowserSessions browserSessions, EndSession endSession) {
        this.sessions = sessions;
        this.browserSessions = browserSessions;
        this.endSession = endSession;
    }

    /** The open sessions, the newest first. */
    public List<Open> of(HttpServletRequest request) {
        Optional<Session> current = current(request);
        List<Session> open = open(current);
        Map<UUID, Instant> used =
                browserSessions.usedAt(open.stream().map(Session::id).toList());
        return open.stream()
                .sorted(Comparator.comparing(Session::openedAt).reversed())
                .map(session -> new Open(
                        Ids.text(session.id()),
                        session.openedAt(),
                        session.endsAt(),
                        used.get(session.id()),
                        current.filter(one -> one.id().equals(session.id())).isPresent()))
                .toList();
    }

    /** Ends one of the caller's sessions; returns false if the caller has no open session with this id. */
    public boolean end(String id, HttpServletRequest request) {
        Optional<Session> current = current(request);
        Optional<Session> asked = open(current).stream()
                .filter(session -> Ids.text(session.id()).equals(id))
                .findFirst();
        asked.map(session -> session.of(current.orElseThrow().subject())).ifPresent(endSession::end);
        return asked.isPresent();
    }

    private List<Session> open(Optional<Session> current) {
        return current.map(Session::person)
                .map(person -> sessions.open(person, SHOWN_MAX))
                .orElse(List.of());
    }

    private static Optional<Session> current(HttpServletRequest request) {
        return Optional.ofNullable((Session) request.getAttribute(Session.class.getName()));
    }
}
