package id.kezbek.console.edge;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Downloads;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Sends lists of API v2 as files. The filters are those of the page that shows the list. The API operation checks the
 * role of the reader.
 */
@ConsoleController
class FilesController {

    private static final Map<String, String> FORMATS =
            Map.of("CSV", "text/csv", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final Pattern LIST = Pattern.compile("/api/v2/[A-Za-z0-9/_.:%-]{1,200}(?:\\?[^#]{0,1800})?");

    private final Downloads downloads;

    FilesController(Downloads downloads) {
        this.downloads = downloads;
    }

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
        return downloads.fetch(
                operations,
                String.valueOf(address.getPath()),
                query,
                accept,
                "list." + format.toLowerCase(Locale.ROOT));
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
