package id.kezbek.console.frame;

import id.kezbek.access.BrowserSession;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.Theme;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The context of every page: its reader, language and path.
 *
 * @param session the session of the reader; absent on pages that need no log-in
 * @param path the path of the page
 * @param requestId the request's id; a reader can quote it when asking about this page
 * @param done the message about the action that was just completed; null if there was no action
 */
public record Screen(
        @Nullable BrowserSession session,
        Language language,
        Theme theme,
        String path,
        String query,
        String requestId,
        @Nullable String done,
        Words words,
        Forms forms,
        Assets assets,
        Menu menu) {

    /** The path of the controller that sends lists as files. */
    public static final String FILE = "/console/file";

    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;

    /** Shows a page; the template must have the parameters {@code screen} and {@code page}. */
    public Reply show(String template, Object page) {
        return show(OK, template, page);
    }

    /** Shows the page again after its form was refused. The form contains the typed values. */
    public Reply refused(String template, Object page) {
        return show(UNPROCESSABLE, template, page);
    }

    public Reply show(int status, String template, Object page) {
        Map<String, Object> values = new HashMap<>();
        values.put("screen", this);
        values.put("page", page);
        return new Reply.Page(status, template, values);
    }

    public String text(String key, Object... values) {
        return words.of(language, key, values);
    }

    /** The text of a code, for example of {@code payouts.state.PAID}. If no such text exists, the code itself. */
    public String code(String prefix, @Nullable Object code) {
        return code == null ? "" : words.find(language, prefix + "." + code).orElse(code.toString());
    }

    /** Formats amounts, times and numbers in the reader's language. */
    public Written written() {
        return Written.in(language);
    }

    /** Translates a sentence of the engine into the reader's language; null for null. */
    public @Nullable String sentence(@Nullable String text) {
        return text == null ? null : written().sentence(text);
    }

    public boolean isSignedIn() {
        return session != null;
    }

    public BrowserSession reader() {
        return Objects.requireNonNull(session, "This page has no session");
    }

    public Role role() {
        return reader().caller().role();
    }

    /** Whether the reader has one of these roles. */
    public boolean has(Role... roles) {
        return session != null && List.of(roles).contains(role());
    }

    public List<Menu.Entry> menuEntries() {
        return session == null ? List.of() : menu.of(role());
    }

    /** The URL of a page, built with {@code Path}. Null if the page does not exist or the reader may not open it. */
    public @Nullable String link(String address) {
        return session != null && menu.mayOpen(role(), address) ? address : null;
    }

    /** The URL that returns a list as a file, with the filters of the list's page. */
    public String fileOf(String list, Filters filters, String format) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("list", Filters.address(list, filters.withoutCursor()));
        values.put("format", format);
        return Filters.address(FILE, values);
    }

    /** The URL of a static file. */
    public String asset(String file) {
        return assets.address(file);
    }

    /** The URL of this page in another language or other colours. */
    public String here(String name, String value) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + name + "=" + value;
    }
}
