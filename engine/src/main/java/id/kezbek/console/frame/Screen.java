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
 * What every page knows: who reads it, in which language, and where it stands.
 *
 * @param session absent on pages that need no log-in
 * @param path of the page, with its query
 * @param requestId for questions about this page
 * @param done what was done just now, in words; null if nothing
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

    /** Where lists are fetched as files. */
    public static final String FILE = "/console/file";

    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;

    /** A page; its template takes {@code screen} and {@code page}. */
    public Reply show(String template, Object page) {
        return show(OK, template, page);
    }

    /** The page with a form that was refused, with what was typed. */
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

    /** The words of a code, such as {@code payouts.state.PAID}; the code itself where there are none. */
    public String code(String prefix, @Nullable Object code) {
        return code == null ? "" : words.find(language, prefix + "." + code).orElse(code.toString());
    }

    /** How amounts, times and numbers are written in this language. */
    public Written written() {
        return Written.in(language);
    }

    public boolean isSignedIn() {
        return session != null;
    }

    public BrowserSession reader() {
        return Objects.requireNonNull(session, "This page has no reader");
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

    /** The address of a page, made with {@code Path}; null where there is none or the reader may not open it. */
    public @Nullable String link(String address) {
        return session != null && menu.mayOpen(role(), address) ? address : null;
    }

    /** The address of a list as a file, with the filters of its page. */
    public String fileOf(String list, Filters filters, String format) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("list", Filters.address(list, filters.withoutCursor()));
        values.put("format", format);
        return Filters.address(FILE, values);
    }

    /** The address of one of our files. */
    public String asset(String file) {
        return assets.address(file);
    }

    /** This page in the other language or colours. */
    public String here(String name, String value) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + name + "=" + value;
    }
}
