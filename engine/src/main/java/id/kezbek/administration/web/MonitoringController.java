package id.kezbek.administration.web;

import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.SafeHeaders;
import id.kezbek.shared.web.reading.Query;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The monitoring page, at the same path as in v1. The page is public and contains no data. Its script asks for a staff
 * token, stores the token in the browser tab, and reads the measurements with the token.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class MonitoringController {

    /** The page loads nothing from other origins, sends nothing to other origins, and cannot be framed. */
    private static final String SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    private final ProcessFigures processFigures;
    private final EngineFigures engineFigures;
    private final Clock clock;
    private final byte[] page = read("page.html");
    private final byte[] style = read("page.css");
    private final byte[] script = read("page.js");

    MonitoringController(ProcessFigures processFigures, EngineFigures engineFigures, Clock clock) {
        this.processFigures = processFigures;
        this.engineFigures = engineFigures;
        this.clock = clock;
    }

    @GetMapping("/api/metrics.json")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Figures figures(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new Figures(clock.instant(), processFigures.now(), engineFigures.now());
    }

    @GetMapping("/api/metrics")
    @Allow(anyone = true)
    ResponseEntity<byte[]> page(HttpServletResponse response) {
        response.setHeader(SafeHeaders.CONTENT_SECURITY_POLICY, SECURITY_POLICY);
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Referrer-Policy", "no-referrer")
                .body(page);
    }

    @GetMapping("/api/metrics/page.css")
    @Allow(anyone = true)
    ResponseEntity<byte[]> style() {
        return ResponseEntity.ok().contentType(CSS).body(style);
    }

    @GetMapping("/api/metrics/page.js")
    @Allow(anyone = true)
    ResponseEntity<byte[]> script() {
        return ResponseEntity.ok().contentType(SCRIPT).body(script);
    }

    private static byte[] read(String name) {
        try {
            return new ClassPathResource("monitoring/" + name).getContentAsByteArray();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
