package id.kezbek.console.edge;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.OperationAnswer;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Lists of v2 as files, with the filters of a page. The list itself says who may have it. */
@ConsoleController
class FilesController {

    private static final Map<String, String> FORMATS =
            Map.of("CSV", "text/csv", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final Pattern LIST = Pattern.compile("/api/v2/[A-Za-z0-9/_.:%-]{1,200}(?:\\?[^#]{0,1800})?");
    private static final Pattern NAME = Pattern.compile("filename=\"([A-Za-z0-9._-]+)\"");

    /** A file is in memory until the browser has read it. */
    private static final int FILES_MAX = 4;

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Semaphore places = new Semaphore(FILES_MAX);

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(Screen.FILE)
    Reply file(Operations operations, @RequestParam String list, @RequestParam String format) {
        String accept = FORMATS.get(format);
        if (accept == null || !LIST.matcher(list).matches()) {
            throw absent();
        }
        UriComponents address = address(list);
        Map<String, String> query = new LinkedHashMap<>();
        address.getQueryParams().forEach((name, values) -> {
            if (values.getFirst() instanceof String value) {
                query.put(name, UriUtils.decode(value, StandardCharsets.UTF_8));
            }
        });
        if (!places.tryAcquire()) {
            throw Refusal.tooMany("others are fetching files; repeat in a few seconds", WAIT);
        }
        OperationAnswer answer;
        byte[] bytes;
        try {
            answer = operations.file(String.valueOf(address.getPath()), query, accept);
            bytes = answer.orRefusal();
        } catch (RuntimeException refused) {
            places.release();
            throw refused;
        }
        String name = Optional.ofNullable(answer.header(HttpHeaders.CONTENT_DISPOSITION))
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse("list." + format.toLowerCase(Locale.ROOT));
        return new Reply.Download(accept, name, bytes, places::release);
    }

    private static UriComponents address(String list) {
        try {
            return UriComponentsBuilder.fromUriString(list).build(true);
        } catch (IllegalArgumentException wronglyEncoded) {
            throw absent();
        }
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NO_SUCH_PATH, "this list or format does not exist");
    }
}
