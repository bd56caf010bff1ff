package id.kezbek.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import id.kezbek.access.AddStaff;
import id.kezbek.browser.Chromium;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A person with a browser and a mailbox who logs in to the console with the e-mailed code. */
public final class Reader {

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
    private static final String AXE = axe();

    private final EngineUnderTest engine;
    private final Page page;
    private final String email;
    private String host = "127.0.0.1";

    private Reader(EngineUnderTest engine, Page page, String email) {
        this.engine = engine;
        this.page = page;
        this.email = email;
    }

    /** A new member of staff, not logged in yet. */
    public static Reader staff(EngineUnderTest engine, Chromium chromium, Role role) {
        String email = role.name().toLowerCase(Locale.ROOT) + ".console" + PEOPLE.incrementAndGet() + "@staff.example";
        engine.get(AddStaff.class).add(email, "Staff of the console", role);
        return new Reader(engine, chromium.page(1280, 900), email);
    }

    /** The first officer of a partner, not logged in yet. */
    public static Reader officer(EngineUnderTest engine, Chromium chromium, String partner) {
        return new Reader(engine, chromium.page(1280, 900), PartnerSamples.email(partner));
    }

    /** An officer with this address, not logged in yet. */
    static Reader officerAt(EngineUnderTest engine, Chromium chromium, String email) {
        return new Reader(engine, chromium.page(1280, 900), email);
    }

    /** A person who is already logged in. */
    static Reader of(EngineUnderTest engine, Page page) {
        return new Reader(engine, page, "");
    }

    public Page page() {
        return page;
    }

    public String email() {
        return email;
    }

    public Reader in(String language) {
        open("/console/sign-in?lang=" + language);
        return this;
    }

    /** Passkeys belong to a host name, not to an address of numbers. */
    Reader at(String name) {
        host = name;
        return this;
    }

    /** The whole log-in, starting from any page. */
    public Reader logIn() {
        enterCode();
        page.locator("main#page").waitFor();
        return this;
    }

    /** The log-in up to the right code. */
    Reader enterCode() {
        int before = codes().size();
        page.locator("#email").fill(email);
        page.locator("form.sheet button.first").click();
        page.locator("#code").waitFor();
        page.locator("#code").fill(code(before));
        page.locator("form.sheet button.first").click();
        return this;
    }

    private String code(int before) {
        Eventually.holds("the code arrives", Duration.ofSeconds(40), () -> codes().size() > before);
        return codes().getLast();
    }

    /** Staff get other e-mails too. */
    private List<String> codes() {
        try (HttpCalls sink = new HttpCalls(engine.world().mailUrl().toString())) {
            return new Mail(sink)
                    .to(email).stream()
                            .flatMap(message -> CODE.matcher(message.text()).results())
                            .map(MatchResult::group)
                            .toList();
        }
    }

    /** Opens a page of the console and returns the status. */
    public int open(String path) {
        Response response = page.navigate(engine.uri(path).toString().replace("127.0.0.1", host));
        return Objects.requireNonNull(response).status();
    }

    public String text() {
        return page.locator("main").innerText();
    }

    /** The WCAG violations that axe finds in the current page. */
    public List<String> violations() {
        return violations(ColorScheme.LIGHT);
    }

    List<String> violations(ColorScheme scheme) {
        return violations(scheme, "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    }

    /** In dark colours, only the contrast can differ. */
    public List<String> violationsInTheDark() {
        return violations(ColorScheme.DARK, "color-contrast");
    }

    private List<String> violations(ColorScheme scheme, String... rules) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.evaluate(AXE);
        Object result = page.evaluate("""
                async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false, iframes: false}))
                  .violations.map(v => v.id + ": " + v.nodes.map(n => n.target + " " + (n.any[0]?.message ?? "")).join(", "))""", List.of(rules));
        return ((List<?>) result)
                .stream().map(one -> scheme + " " + page.url() + " " + one).toList();
    }

    private static String axe() {
        try (InputStream script = Reader.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
