package id.kezbek.console.partners;

import static id.kezbek.console.partners.PartnerPages.API;
import static id.kezbek.console.partners.PartnerPages.AT;
import static id.kezbek.console.partners.PartnerPages.LIST;
import static id.kezbek.console.partners.PartnerPages.ONE;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** Forms about a partner's data: onboarding, contact, logo, suspension. */
@ConsoleController
class PartnerForms {

    private static final String LOGO = "logo";
    private static final int TEXT_MAX = 120;
    private static final int EMAIL_MAX = 300;
    private static final int ADDRESS_MAX = 350;
    private static final int CODE_MAX = 10;
    private static final int MSISDN_MAX = 30;

    private static Sheet onboarding() {
        return Sheet.act(
                "partners.onboard",
                "",
                LIST + "/new",
                LIST,
                Input.text("company", TEXT_MAX),
                Input.text("code", CODE_MAX),
                Input.email("email", EMAIL_MAX),
                Input.text("msisdn", MSISDN_MAX),
                Input.text("officer", TEXT_MAX),
                Input.lines("address", ADDRESS_MAX),
                Input.of(LOGO, Kind.FILE).optional());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(LIST + "/new")
    Reply onboard(Screen screen) {
        return onboarding().show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(LIST + "/new")
    Reply onboard(
            Screen screen,
            Operations operations,
            @RequestParam(name = LOGO, required = false) @Nullable MultipartFile file,
            @RequestParam MultiValueMap<String, String> typed)
            throws IOException {
        Sheet sheet = onboarding();
        @Nullable MultipartFile logo = file == null || file.isEmpty() ? null : file;
        if (logo != null && !isImage(logo)) {
            return sheet.refused(screen, typed, noImage());
        }
        return switch (operations.post("/api/v2/partners", sheet.body(typed), Sheet.key(typed))) {
            case Outcome.Done done -> {
                String code = done.body().path("code").asString("");
                @Nullable
                Refusal refused =
                        logo != null && put(operations, code, logo) instanceof Outcome.Refused(Refusal refusal)
                                ? refusal
                                : null;
                yield secret(screen, code, done.body().path("credential"), refused);
            }
            case Outcome.Refused(Refusal refusal) -> sheet.refused(screen, typed, refusal);
        };
    }

    /**
     * Shows the new API key and its secret. This is the only page that shows the secret.
     *
     * @param refusedLogo the refusal of a new partner's logo; null if no logo was refused
     */
    static Reply secret(Screen screen, String code, JsonNode credential, @Nullable Refusal refusedLogo) {
        return screen.show(
                "partners/secret",
                new Secret(
                        code,
                        credential.path("api_key").asString(""),
                        credential.path("api_secret").asString(""),
                        refusedLogo));
    }

    private static Sheet contact(String code, @Nullable Partner now) {
        Sheet sheet = Sheet.act(
                "partners.change",
                code,
                Path.of(AT + "/change", code),
                Path.of(AT, code),
                Input.text("company", TEXT_MAX).with(now == null ? null : now.company()),
                Input.email("email", EMAIL_MAX).with(now == null ? null : now.email()),
                Input.text("msisdn", MSISDN_MAX).with(now == null ? null : now.msisdn()),
                Input.text("officer", TEXT_MAX).with(now == null ? null : now.officer()),
                Input.lines("address", ADDRESS_MAX).with(now == null ? null : now.address()),
                Input.choice("language", "id", "en").with(now == null ? null : now.language()),
                Input.of("calls_per_second", Kind.NUMBER).optional().with(now == null ? null : now.callsPerSecond()));
        return sheet;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/change")
    Reply change(Screen screen, Operations operations, @PathVariable String code) {
        return contact(code, operations.get(Partner.class, Path.of(API, code))).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/change")
    Reply change(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = contact(code, null);
        return sheet.reply(screen, typed, operations.send("PATCH", Path.of(API, code), sheet.body(typed), null));
    }

    private static Sheet logo(Operations operations, String code) {
        boolean hasLogo = operations.get(Partner.class, Path.of(API, code)).hasLogo();
        return Sheet.act(
                "partners.logo",
                code,
                Path.of(AT + "/logo", code),
                Path.of(AT, code),
                Input.of(LOGO, Kind.FILE).with(hasLogo ? Path.of(AT + "/logo/file", code) : null));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PageAt(ONE + "/logo")
    Reply logo(Screen screen, Operations operations, @PathVariable String code) {
        return logo(operations, code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(ONE + "/logo")
    Reply logo(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam(name = LOGO, required = false) @Nullable MultipartFile file,
            @RequestParam MultiValueMap<String, String> typed)
            throws IOException {
        Sheet sheet = logo(operations, code);
        if (file == null || file.isEmpty()) {
            return sheet.refused(screen, typed, noImage());
        }
        Outcome outcome = put(operations, code, file);
        // The operation calls the field {@code body}; the form calls it {@code logo}.
        return outcome instanceof Outcome.Refused(Refusal refusal)
                        && !refusal.errors().isEmpty()
                ? sheet.refused(
                        screen,
                        typed,
                        Refusal.badField(LOGO, refusal.errors().getFirst().reason()))
                : sheet.reply(screen, typed, outcome);
    }

    private static Outcome put(Operations operations, String code, MultipartFile file) throws IOException {
        String type = MediaType.IMAGE_PNG_VALUE.equals(file.getContentType())
                ? MediaType.IMAGE_PNG_VALUE
                : MediaType.IMAGE_JPEG_VALUE;
        return operations.put(Path.of(API + "/logo", code), file.getBytes(), type);
    }

    private static boolean isImage(MultipartFile file) {
        return List.of(MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE)
                .contains(Objects.requireNonNullElse(file.getContentType(), ""));
    }

    private static Refusal noImage() {
        return Refusal.badField(LOGO, "must be a PNG or JPEG file");
    }

    private static Sheet suspension(String code) {
        return Sheet.act("partners.suspend", code, Path.of(AT + "/suspend", code), Path.of(AT, code), Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PageAt(ONE + "/suspend")
    Reply suspend(Screen screen, @PathVariable String code) {
        return suspension(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(ONE + "/suspend")
    Reply suspend(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return suspension(code).post(screen, operations, Path.of(API + "/suspend", code), typed);
    }

    private static Sheet resumption(String code) {
        return Sheet.proposal(
                "partners.resume", code, Path.of(AT + "/resume", code), Path.of(AT, code), Input.reason());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PageAt(ONE + "/resume")
    Reply resume(Screen screen, @PathVariable String code) {
        return resumption(code).show(screen);
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    @PostMapping(ONE + "/resume")
    Reply resume(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        return resumption(code).post(screen, operations, Path.of(API + "/resume", code), typed);
    }
}
