package id.kezbek.console.edge;

import id.kezbek.console.frame.ReturnPath;
import id.kezbek.console.frame.Screen;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.ErrorPage;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Shows a refusal as a page. The page contains the error, whether anything was recorded, and the request's id. A person
 * without a session is redirected to the log-in.
 */
@Component
class ConsoleErrors implements ErrorPage {

    static final String SIGN_IN = "/console/sign-in";

    private final Screens screens;
    private final PageTemplates templates;

    ConsoleErrors(Screens screens, PageTemplates templates) {
        this.screens = screens;
        this.templates = templates;
    }

    @Override
    public ResponseEntity<Object> answer(Refusal refusal, HttpServletRequest request) {
        if (refusal.code() == ErrorCode.UNAUTHORIZED || refusal.code() == ErrorCode.SESSION_EXPIRED) {
            return signIn(request);
        }
        Screen screen = screens.of(request);
        int status = refusal.code().v2Status();
        Failure failure = new Failure(
                refusal.code(),
                status,
                words(status),
                refusal.getMessage(),
                refusal.errors(),
                refusal.retryAfter()
                        .map(wait -> Long.toString(Math.max(1, wait.toSeconds())))
                        .orElse(""));
        String page = templates.render("edge/error", Map.of("screen", screen, "page", failure));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).header(HttpHeaders.CONTENT_TYPE, ReplyHandler.HTML);
        if (!failure.retryAfter().isEmpty()) {
            answer.header(HttpHeaders.RETRY_AFTER, failure.retryAfter());
        }
        return answer.body(page);
    }

    private static String words(int status) {
        return switch (status) {
            case 403 -> "frame.error.forbidden";
            case 404, 405 -> "frame.error.absent";
            case 429 -> "frame.error.later";
            case 503 -> "frame.error.away";
            case 500 -> "frame.error.ours";
            default -> "frame.error.refused";
        };
    }

    private static ResponseEntity<Object> signIn(HttpServletRequest request) {
        Optional<String> back = request.getMethod().equals("GET")
                ? ReturnPath.of(Screens.address(request)).filter(path -> !path.equals("/console"))
                : Optional.empty();
        String to = back.map(path -> "?to=" + UriUtils.encode(path, StandardCharsets.UTF_8))
                .orElse("");
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, SIGN_IN + to)
                .build();
    }
}
