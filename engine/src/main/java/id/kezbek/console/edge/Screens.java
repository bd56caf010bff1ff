package id.kezbek.console.edge;

import id.kezbek.access.BrowserSession;
import id.kezbek.console.frame.Assets;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.Menu;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Theme;
import id.kezbek.console.frame.Words;
import id.kezbek.shared.Language;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** Creates the screen of a request, and stores the reader's language and colours. */
@Component
class Screens {

    static final String LANGUAGE = "lang";
    static final String THEME = "theme";
    static final String DONE = "done";

    private static final String ATTRIBUTE = Screen.class.getName();
    private static final String REQUEST_ID = "requestId";
    private static final String COOKIE_PREFIX = "cezbek-";
    private static final Duration KEPT = Duration.ofDays(365);

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
        Language language = cookie(request, LANGUAGE).flatMap(Language::ofCode).orElseGet(() -> asked(request));
        Theme theme = cookie(request, THEME).flatMap(Screens::theme).orElse(Theme.AUTO);
        @Nullable BrowserSession session = (BrowserSession) request.getAttribute(BrowserSession.ATTRIBUTE);
        String requestId = Optional.ofNullable(MDC.get(REQUEST_ID)).orElse("");
        return new Screen(
                session,
                language,
                theme,
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
     * The text that says what was done. The address contains only the key of a text, so it cannot inject other texts.
     */
    private @Nullable String done(HttpServletRequest request, Language language) {
        return Optional.ofNullable(parameter(request, DONE))
                .flatMap(key -> words.find(language, "done." + key))
                .orElse(null);
    }

    /** The language that the browser prefers: English if the browser asks for it, otherwise Indonesian. */
    private static Language asked(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).startsWith("en")
                ? Language.ENGLISH
                : Language.INDONESIAN;
    }

    /** Stores a choice from the address, and returns whether the address contains one. */
    boolean keepChoices(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> language = Optional.ofNullable(parameter(request, LANGUAGE))
                .flatMap(Language::ofCode)
                .map(Language::code);
        Optional<String> theme = Optional.ofNullable(parameter(request, THEME))
                .flatMap(Screens::theme)
                .map(Theme::code);
        language.ifPresent(code -> keep(response, LANGUAGE, code));
        theme.ifPresent(code -> keep(response, THEME, code));
        return language.isPresent() || theme.isPresent();
    }

    /** The address of the page, without choices and messages. */
    static String address(HttpServletRequest request) {
        String query = query(request);
        return request.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
    }

    private static String query(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(part -> !part.startsWith(LANGUAGE + "=")
                                && !part.startsWith(THEME + "=")
                                && !part.startsWith(DONE + "="))
                        .collect(Collectors.joining("&"));
    }

    private static @Nullable String parameter(HttpServletRequest request, String name) {
        return request.getMethod().equals("GET") ? request.getParameter(name) : null;
    }

    private static void keep(HttpServletResponse response, String name, String value) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE_PREFIX + name, value)
                .path("/console")
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(KEPT)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE_PREFIX + name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private static Optional<Theme> theme(String code) {
        return Arrays.stream(Theme.values())
                .filter(theme -> theme.code().equals(code))
                .findFirst();
    }
}
