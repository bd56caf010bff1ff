package id.kezbek.openapi.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox's log-ins for the try-it page. The operation exists only with the setting {@code
 * cezbek.try-it.sandbox-file}. Never set it in production. The operation responds only to a browser on the same machine
 * that shows this engine's own page.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
@ConditionalOnProperty("cezbek.try-it.sandbox-file")
class SandboxLogInsController {

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "0:0:0:0:0:0:0:1");
    private static final Set<String> OWN_PAGE = Set.of("same-origin", "none");

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LogIns(List<Staff> staff, List<Partner> partners) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Staff(String email, String role, String token) {

        @Override
        public String toString() {
            return "Staff[hidden]";
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Partner(
            String code,
            @JsonProperty("api_key") String apiKey,
            @JsonProperty("api_secret") String apiSecret) {

        @Override
        public String toString() {
            return "Partner[hidden]";
        }
    }

    private final Path sandboxFile;

    SandboxLogInsController(@Value("${cezbek.try-it.sandbox-file}") Path sandboxFile) {
        this.sandboxFile = sandboxFile;
    }

    @GetMapping("/api/swagger/log-ins")
    @Allow(anyone = true)
    LogIns logIns(HttpServletRequest request) {
        if (!isOwnPage(request)) {
            throw new Refusal(ErrorCode.NO_SUCH_PATH, "this path does not exist");
        }
        return JsonMapper.shared().readValue(sandboxFile, LogIns.class);
    }

    /**
     * Whether the request comes from this machine and from the engine's own page. The requested host name is checked
     * too: another site's host name may resolve to this machine.
     */
    private static boolean isOwnPage(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                && OWN_NAMES.contains(request.getServerName())
                && (site == null || OWN_PAGE.contains(site));
    }
}
