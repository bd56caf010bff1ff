package id.kezbek.console.edge;

import id.kezbek.access.BrowserSession;
import id.kezbek.console.frame.Assets;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.Menu;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Words;
import id.kezbek.shared.Language;
import id.kezbek.shared.web.PageChoices;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Creates the {@link Screen} of a request. */
@Component
class Screens {

    static final String DONE = "done";

    private static final String ATTRIBUTE = Screen.class.getName();
    private static final String REQUEST_ID = "requestId";

    private final Words words;
    private final Forms forms;
    private final Assets assets;
    private final Menu menu;

    Screens(Words words, Forms forms, Assets assets, Menu menu) {
        this.words = words;
        this.forms = forms;
        this.assets = assets;
        this.menu = menu;
    }

    Screen of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Screen known) {
            return known;
        }
        Screen screen = make(request);
        request.setAttribute(ATTRIBUTE, screen);
        return screen;
    }

    private Screen make(HttpServletRequest request) {
        Language language = PageChoices.language(request);
        @Nullable BrowserSession session = (BrowserSession) request.getAttribute(BrowserSession.ATTRIBUTE);
        String requestId = Optional.ofNullable(MDC.get(REQUEST_ID)).orElse("");
        return new Screen(
                session,
                language,
                PageChoices.theme(request),
                request.getServletPath(),
                query(request),
                requestId,
                done(request, language),
                words,
                forms,
                assets,
                menu);
    }

    /**
     * The message about the completed action. The URL contains only the key of the message. So a link from outside
     * cannot make the page show a text of its own.
     */
    private @Nullable String done(HttpServletRequest request, Language language) {
        return Optional.ofNullable(parameter(request, DONE))
                .flatMap(key -> words.find(language, "done." + key))
                .orElse(null);
    }

    /** The page's URL without the parameters for language, colours and messages. */
    static String address(HttpServletRequest request) {
        String query = query(request);
        return request.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
    }

    private static String query(HttpServletRequest request) {
        return PageChoices.query(request, DONE);
    }

    private static @Nullable String parameter(HttpServletRequest request, String name) {
        return request.getMethod().equals("GET") ? request.getParameter(name) : null;
    }
}
