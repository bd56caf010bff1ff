package id.kezbek.access.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.access.passkeys.OwnPasskeys;
import id.kezbek.access.passkeys.Passkey;
import id.kezbek.access.sessions.Session;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The caller's own passkeys. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PasskeysController {

    private static final String PATH = "/api/v2/passkeys";
    private static final String CONFIRMATION = "confirmation";

    /** @param isCopied whether the authenticator has copied the passkey to other devices of the person */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PasskeyAnswer(
            String id,
            String name,
            @JsonProperty("is_copied") boolean isCopied,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("used_at") @Nullable Instant usedAt) {

        static PasskeyAnswer of(Passkey passkey) {
            return new PasskeyAnswer(
                    Ids.text(passkey.id()), passkey.name(), passkey.isCopied(), passkey.createdAt(), passkey.usedAt());
        }
    }

    /** All passkeys of a person on one page, because a person has few passkeys. */
    record PasskeyList(List<PasskeyAnswer> items) {}

    /** @param get absent if the person has no passkey yet */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Asked(
            @JsonProperty("expires_at") Instant expiresAt,
            JsonNode create,
            @Nullable JsonNode get) {}

    private record Given(
            String name, JsonNode created, @Nullable JsonNode confirmation) {}

    private final OwnPasskeys passkeys;

    PasskeysController(OwnPasskeys passkeys) {
        this.passkeys = passkeys;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @GetMapping(PATH)
    PasskeyList list(HttpServletRequest request, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new PasskeyList(
                passkeys.of(session(request)).stream().map(PasskeyAnswer::of).toList());
    }

    /** Returns the options for the authenticator, whose answer is needed to change the caller's passkeys. */
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PostMapping(PATH + ":challenge")
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        Fields.readNothing(body);
        OwnPasskeys.Asked asked = passkeys.ask(session(request));
        return new Asked(asked.expiresAt(), asked.create(), asked.get());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    PasskeyAnswer add(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        Given given = Fields.readStrictly(
                body,
                fields -> new Given(
                        fields.identifier("name", Passkey.NAME_MAX),
                        PasskeyForm.credential(fields, "created"),
                        PasskeyForm.optional(fields, CONFIRMATION)));
        return PasskeyAnswer.of(passkeys.add(session(request), given.name(), given.created(), given.confirmation()));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PostMapping(PATH + "/{id}/remove")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body) {
        JsonNode confirmation = Fields.readStrictly(body, fields -> PasskeyForm.credential(fields, CONFIRMATION));
        UUID passkey =
                Ids.find(id).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "you have no passkey with this id"));
        passkeys.remove(session(request), passkey, confirmation);
    }

    private static Session session(HttpServletRequest request) {
        if (request.getAttribute(SessionsController.SESSION) instanceof Session session && session.person() != null) {
            return session;
        }
        throw new Refusal(
                ErrorCode.STATE_CONFLICT,
                "this token does not belong to a person's session; log in to change passkeys");
    }
}
