package id.kezbek.console.statements;

import id.kezbek.console.accounting.Providers;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.months.ForMonth;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The import of a statement, and its preview. A script uploads the file outside the form. So the form's size limit does
 * not apply, and the page can show a progress bar. If scripts are off, the form contains the file, and the limit
 * applies.
 */
@ConsoleController
class UploadPages {

    private static final String PAGE = "/console/statement-import";
    private static final String PREVIEW = PAGE + "/preview";
    private static final String TEMPLATE = "statements/upload";
    private static final String CHECK = "reconciled-days";
    private static final String API = "/api/v2/providers/{}/statements/{}";
    private static final String AGAIN = "downloaded_again";

    private final Clock clock;

    UploadPages(Clock clock) {
        this.clock = clock;
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(PAGE)
    Reply form(
            Screen screen,
            Operations operations,
            @RequestParam(name = ForMonth.FIELD, defaultValue = "") String month,
            @RequestParam(defaultValue = "") String provider,
            @RequestParam(defaultValue = "") String day) {
        Typed suggested = new Typed("upload", Map.of("provider", provider, "day", day), null);
        return screen.show(TEMPLATE, page(operations, month, suggested, null));
    }

    /** The form needs no idempotency key, because a second import of the same bytes changes nothing. */
    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(PAGE)
    Reply take(
            Screen screen,
            Operations operations,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam MultiValueMap<String, String> form) {
        return taken(screen, operations, form, bytes(file));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PutMapping(PAGE)
    Reply takeAlone(
            Screen screen,
            Operations operations,
            @RequestParam MultiValueMap<String, String> form,
            @RequestBody(required = false) byte @Nullable [] file) {
        return taken(screen, operations, form, file == null ? new byte[0] : file);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(PREVIEW)
    Reply preview(
            Screen screen,
            Operations operations,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam MultiValueMap<String, String> form) {
        return previewed(screen, operations, form, bytes(file));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PutMapping(PREVIEW)
    Reply previewAlone(
            Screen screen,
            Operations operations,
            @RequestParam MultiValueMap<String, String> form,
            @RequestBody(required = false) byte @Nullable [] file) {
        return previewed(screen, operations, form, file == null ? new byte[0] : file);
    }

    private Reply taken(Screen screen, Operations operations, MultiValueMap<String, String> form, byte[] file) {
        return switch (sent(operations, API, form, query(form), file)) {
            case Outcome.Done done ->
                Reply.to(
                        ForMonth.after(
                                screen,
                                operations,
                                value(form, ForMonth.FIELD),
                                CHECK,
                                Path.of(
                                        "/console/statements/{}",
                                        done.body().path("id").asString())),
                        done.body().path("already_imported").asBoolean(false)
                                ? value(form, AGAIN).isEmpty() ? "statements.known" : "statements.again"
                                : "statements.imported");
            case Outcome.Refused(Refusal refusal) -> refused(screen, operations, form, refusal);
        };
    }

    private Reply previewed(Screen screen, Operations operations, MultiValueMap<String, String> form, byte[] file) {
        return switch (sent(operations, API + "/preview", form, profile(form), file)) {
            case Outcome.Done done ->
                screen.show(
                        TEMPLATE,
                        page(
                                operations,
                                value(form, ForMonth.FIELD),
                                new Typed("upload", form.toSingleValueMap(), null),
                                done.read(StatementPreview.class)));
            case Outcome.Refused(Refusal refusal) -> refused(screen, operations, form, refusal);
        };
    }

    private static Outcome sent(
            Operations operations,
            String api,
            MultiValueMap<String, String> form,
            Map<String, String> query,
            byte[] file) {
        return operations.put(
                Path.of(api, value(form, "provider"), value(form, "day")),
                query,
                file,
                MediaType.APPLICATION_OCTET_STREAM_VALUE);
    }

    private Reply refused(Screen screen, Operations operations, MultiValueMap<String, String> form, Refusal refusal) {
        return screen.refused(
                TEMPLATE, page(operations, value(form, ForMonth.FIELD), Typed.of("upload", form, refusal), null));
    }

    private StatementView.Upload page(
            Operations operations, String month, Typed typed, @Nullable StatementPreview preview) {
        return new StatementView.Upload(
                month,
                ForMonth.find(operations, month, CHECK).orElse(null),
                Providers.codes(operations),
                operations.get(StatementProfile.All.class, "/api/v2/statement-profiles").items().stream()
                        .map(StatementProfile::name)
                        .toList(),
                Jakarta.dayOf(clock.instant()).minusDays(1).toString(),
                typed,
                operations.get(StatementImports.class, "/api/v2/statements/imports"),
                preview);
    }

    private static String value(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }

    /** The chosen format. If it is empty, the provider's default format is used. */
    private static Map<String, String> profile(MultiValueMap<String, String> form) {
        String profile = value(form, "profile");
        return profile.isEmpty() ? Map.of() : Map.of("profile", profile);
    }

    private static Map<String, String> query(MultiValueMap<String, String> form) {
        Map<String, String> query = new HashMap<>(profile(form));
        if (!value(form, AGAIN).isEmpty()) {
            query.put(AGAIN, value(form, AGAIN));
        }
        return query;
    }

    private static byte[] bytes(@Nullable MultipartFile file) {
        try {
            return file == null ? new byte[0] : file.getBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
