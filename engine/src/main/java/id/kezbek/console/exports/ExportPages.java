package id.kezbek.console.exports;

import id.kezbek.console.accounting.Replies;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Downloads;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of exports, the form that orders an export, and the download of an export's file. */
@ConsoleController
class ExportPages {

    private static final String LIST = "/console/exports";
    private static final String API = "/api/v2/exports";

    private static final List<String> OF_ALL_STAFF = List.of(
            "/api/v2/approvals",
            "/api/v2/breaks",
            "/api/v2/funding",
            "/api/v2/partners",
            "/api/v2/payouts",
            "/api/v2/statements",
            "/api/v2/transactions");
    private static final List<String> OF_FINANCE =
            List.of("/api/v2/ledger/accounts", "/api/v2/ledger/trial-balance", "/api/v2/months");

    private final Downloads downloads;

    ExportPages(Downloads downloads) {
        this.downloads = downloads;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "exports.menu", section = Section.FINANCE, place = 80)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        return screen.show("exports/list", page(screen, operations, parameters, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PostMapping(LIST)
    Reply order(
            Screen screen,
            Operations operations,
            @RequestParam(defaultValue = "") String list,
            @RequestParam(defaultValue = "") String format,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        Outcome outcome = operations.post(API, Map.of("list", list, "format", format), key);
        return switch (outcome) {
            case Outcome.Done ignored -> Reply.to(LIST, "exports.ordered");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("exports/list", page(screen, operations, form, Typed.of("order", form, refusal)));
        };
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{id}/file")
    Reply file(Operations operations, @PathVariable String id) {
        String path = Path.of(API + "/{}/file", id);
        Export.@Nullable Manifest manifest =
                operations.get(Export.class, Path.of(API + "/{}", id)).manifest();
        Replies.requireSmall(manifest == null ? 0 : manifest.bytes(), path);
        return downloads.fetch(operations, path, Map.of(), MediaType.ALL_VALUE, id);
    }

    private static ExportList page(
            Screen screen, Operations operations, MultiValueMap<String, String> parameters, Typed typed) {
        Filters filters = Filters.of(LIST, parameters);
        List<String> lists = screen.has(Role.OPERATIONS)
                ? OF_ALL_STAFF
                : Stream.concat(OF_ALL_STAFF.stream(), OF_FINANCE.stream()).toList();
        return new ExportList(filters, operations.get(Export.Exports.class, API, filters.values()), lists, typed);
    }
}
