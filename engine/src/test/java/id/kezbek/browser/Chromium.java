package id.kezbek.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Chromium without network access: only the loopback name can be resolved. A test fails if a page requests
 * another host or violates its own security policy. The tests of a JVM share one browser, which ends with the JVM; each
 * class closes its own pages.
 */
public final class Chromium implements AutoCloseable {

    private static final String MISSING = "Chromium is missing, so this page was not looked at; install it"
            + " (a package named chromium; .ci/run does), or name its program in CHROMIUM";
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    /**
     * The first three start two more processes for each profile (the menus of the address bar, and a spare one), which is
     * half of the browser's processor time. The others are Playwright's own list, which this list replaces.
     */
    private static final List<String> LEFT_OUT = List.of(
            "WebUIOmniboxPopup",
            "WebUIOmniboxAimPopup",
            "SpareRendererForSitePerProcess",
            "AutoDeElevate",
            "AvoidUnnecessaryBeforeUnloadCheckSync",
            "BlockOriginHeaderModificationOnRedirect",
            "BoundaryEventDispatchTracksNodeRemoval",
            "DestroyProfileOnBrowserClose",
            "DialMediaRouteProvider",
            "GlobalMediaControls",
            "HttpsUpgrades",
            "LensOverlay",
            "MediaRouter",
            "OptimizationHints",
            "PaintHolding",
            "ThirdPartyStoragePartitioning",
            "Translate");

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            "--disable-features=" + String.join(",", LEFT_OUT));
    private static final double PATIENCE_MILLIS = 20_000;

    private static @Nullable Browser shared;

    private final Browser browser;
    private final List<BrowserContext> profiles = new ArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    private Chromium(Browser browser) {
        this.browser = browser;
    }

    private static synchronized Browser browser(Path program) {
        Browser known = shared;
        if (known == null || !known.isConnected()) {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(playwright)));
            known = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(ARGUMENTS));
            shared = known;
        }
        return known;
    }

    /**
     * Ends the driver before the JVM ends. The driver writes to the JVM's error stream, and Maven waits until every
     * writer has closed this stream.
     */
    private static void end(Playwright playwright) {
        try {
            // Waits for the driver, for 30 seconds at most.
            playwright.close();
        } finally {
            ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("/node"))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Skips the test if there is no Chromium; in CI this is a failure. */
    public static Chromium start() {
        Optional<Path> program = program();
        if (System.getenv("CI") != null) {
            assertThat(program).as(MISSING).isPresent();
        }
        assumeTrue(program.isPresent(), MISSING);
        return new Chromium(browser(program.get()));
    }

    /** A new page in a separate profile. */
    public Page page(int width, int height) {
        return page(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** A new page in a separate profile that runs no scripts. */
    public Page pageWithoutScripts(int width, int height) {
        return page(
                new Browser.NewContextOptions().setViewportSize(width, height).setJavaScriptEnabled(false));
    }

    private Page page(Browser.NewContextOptions options) {
        BrowserContext profile = browser.newContext(options.setColorScheme(ColorScheme.LIGHT));
        profiles.add(profile);
        Page page = profile.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onRequest(request -> {
            String host = URI.create(request.url().replaceAll("^(data|blob):.*", "about:blank"))
                    .getHost();
            if (host != null && !host.equals("127.0.0.1") && !host.equals("localhost")) {
                faults.add("asks another host: " + request.url());
            }
        });
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
        page.onPageError(error -> faults.add("a script failed: " + error));
        return page;
    }

    /** The forbidden actions of the pages. */
    public List<String> faults() {
        return faults;
    }

    @Override
    public void close() {
        profiles.forEach(BrowserContext::close);
    }

    private static Optional<Path> program() {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
