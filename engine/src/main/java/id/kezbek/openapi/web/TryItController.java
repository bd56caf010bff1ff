package id.kezbek.openapi.web;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.web.PageChoices;
import id.kezbek.shared.web.SafeHeaders;
import id.kezbek.shared.web.Theme;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The try-it page: the engine's own page with Swagger UI from its WebJar. The page serves a fixed list of files, and
 * its content security policy allows no other origin.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class TryItController {

    private static final String PAGE = "/api/swagger/index.html";

    /** Swagger UI needs inline styles, and data URLs for its icons. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'";

    private static final String OURS = "try-it/";

    private static final String SHARED = "console/assets/";

    private static final String INDEX = "index.html";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final String WEB_JAR = "classpath*:/META-INF/resources/webjars/swagger-ui/*/";
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");

    private record Asset(String folder, MediaType type) {}

    private static final Map<String, Asset> FILES = Map.of(
            "tokens.css", new Asset(SHARED, STYLE),
            "inter.woff2", new Asset(SHARED, MediaType.parseMediaType("font/woff2")),
            "icon.svg", new Asset(SHARED, MediaType.parseMediaType("image/svg+xml")),
            "try-it.css", new Asset(OURS, STYLE),
            "try-it.js", new Asset(OURS, SCRIPT),
            "swagger-ui.css", new Asset(WEB_JAR, STYLE),
            "swagger-ui-bundle.js", new Asset(WEB_JAR, SCRIPT));

    @GetMapping({"/api/swagger", "/api/swagger/"})
    @Allow(anyone = true)
    ResponseEntity<Void> page() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(PAGE))
                .build();
    }

    /**
     * The page in the user's language and colours. A choice in the URL is stored. The response then redirects to the
     * URL without the choice.
     */
    @GetMapping(PAGE)
    @Allow(anyone = true)
    ResponseEntity<byte[]> index(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (PageChoices.keep(request, response)) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(PAGE))
                    .build();
        }
        response.setHeader(SafeHeaders.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .body(html(PageChoices.language(request), PageChoices.theme(request)));
    }

    private static byte[] html(Language language, Theme theme) throws IOException {
        Properties words = new Properties();
        words.load(new StringReader(new ClassPathResource(OURS + "words." + language.code() + ".properties")
                .getContentAsString(StandardCharsets.UTF_8)));
        words.setProperty("lang", language.code());
        words.setProperty("theme", theme.code());
        String page = new ClassPathResource(OURS + INDEX).getContentAsString(StandardCharsets.UTF_8);
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(
                        HtmlUtils.htmlEscape(Objects.requireNonNull(words.getProperty(place.group(1)), place.group()))))
                .getBytes(StandardCharsets.UTF_8);
    }

    @GetMapping("/api/swagger/{file}")
    @Allow(anyone = true)
    ResponseEntity<Resource> file(@PathVariable String file, HttpServletResponse response) throws IOException {
        Asset asset = FILES.get(file);
        if (asset == null) {
            throw absent();
        }
        response.setHeader(SafeHeaders.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
        return ResponseEntity.ok()
                .contentType(asset.type())
                .header("Referrer-Policy", "no-referrer")
                .body(resource(asset.folder(), file));
    }

    private static Resource resource(String folder, String file) throws IOException {
        if (!folder.equals(WEB_JAR)) {
            return new ClassPathResource(folder + file);
        }
        // The folder's name contains the version of Swagger UI; only one version is on the class path.
        Resource[] found = new PathMatchingResourcePatternResolver().getResources(folder + file);
        if (found.length == 0) {
            throw absent();
        }
        return found[0];
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NO_SUCH_PATH, "this path does not exist");
    }
}
