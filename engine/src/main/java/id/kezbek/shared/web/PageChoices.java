package id.kezbek.shared.web;

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
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The reader's language and colours, chosen once for all our pages: the console and the try-it page. */
public final class PageChoices {

    /** The query parameters that choose a language or colours. */
    private static final String LANGUAGE = "lang";

    private static final String THEME = "theme";
    private static final String COOKIE_PREFIX = "cezbek-";
    private static final String FORMER_PATH = "/console";
    private static final Duration KEPT = Duration.ofDays(365);

    private PageChoices() {}

    /** The chosen language. Without a choice, English if the browser asks for it, and Indonesian otherwise. */
    public static Language language(HttpServletRequest request) {
        return cookie(request, LANGUAGE).flatMap(Language::ofCode).orElseGet(() -> asked(request));
    }

    /** The chosen colours; by default, the system's colours. */
    public static Theme theme(HttpServletRequest request) {
        return cookie(request, THEME).flatMap(Theme::ofCode).orElse(Theme.AUTO);
    }

    private static Language asked(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return accepted != null && accepted.toLowerCase(Locale.ROOT).startsWith("en")
                ? Language.ENGLISH
                : Language.INDONESIAN;
    }

    /** If the request's query contains a choice, stores the choice and returns true. */
    public static boolean keep(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> language =
                parameter(request, LANGUAGE).flatMap(Language::ofCode).map(Language::code);
        Optional<String> theme =
                parameter(request, THEME).flatMap(Theme::ofCode).map(Theme::code);
        language.ifPresent(code -> keep(response, LANGUAGE, code));
        theme.ifPresent(code -> keep(response, THEME, code));
        return language.isPresent() || theme.isPresent();
    }

    /** The request's query without the choices and without this parameter; empty if no other parameter remains. */
    public static String query(HttpServletRequest request, String without) {
        String query = request.getQueryString();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(part -> !part.startsWith(LANGUAGE + "=")
                                && !part.startsWith(THEME + "=")
                                && !part.startsWith(without + "="))
                        .collect(Collectors.joining("&"));
    }

    private static Optional<String> parameter(HttpServletRequest request, String name) {
        return request.getMethod().equals("GET") ? Optional.ofNullable(request.getParameter(name)) : Optional.empty();
    }

    private static void keep(HttpServletResponse response, String name, String value) {
        // Deletes the cookie that an earlier version stored for the console's path only, because a browser would send
        // the old cookie before the new cookie.
        write(response, name, "", FORMER_PATH, Duration.ZERO);
        write(response, name, value, "/", KEPT);
    }

    private static void write(HttpServletResponse response, String name, String value, String path, Duration kept) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE_PREFIX + name, value)
                .path(path)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(kept)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE_PREFIX + name))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
