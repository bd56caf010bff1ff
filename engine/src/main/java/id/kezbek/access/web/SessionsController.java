package id.kezbek.access.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.access.codes.Challenge;
import id.kezbek.access.codes.RequestChallenge;
import id.kezbek.access.codes.Requester;
import id.kezbek.access.codes.Requester.Surface;
import id.kezbek.access.codes.SlowedAddresses;
import id.kezbek.access.emergency.BreakGlass;
import id.kezbek.access.passkeys.Passkey;
import id.kezbek.access.passkeys.SecondFactor;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.signin.AnswerChallenge;
import id.kezbek.access.signin.AnswerChallenge.Result;
import id.kezbek.access.signin.RefreshSession;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.connections.ClientAddress;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * v2's log-in for staff and officers. These operations take no {@code Idempotency-Key}, because the caller is not known
 * yet. A key is not needed: a second challenge does no harm, and codes and refresh tokens work only once.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class SessionsController {

    /** The request attribute with the session of a person's token. */
    static final String SESSION = Session.class.getName();

    private static final String PATH = "/api/v2/sessions";
    private static final String PASSKEY_CHALLENGES = PATH + "/passkey-challenges";
    static final String CURRENT = PATH + "/current";
    private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");
    private static final Pattern BREAK_GLASS = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int REFRESH_TOKEN_MAX = 100;

    /** @param resendFrom the time from which another code can be requested */
    record Asked(
            String challenge,
            @JsonProperty("expires_at") Instant expiresAt,
            @JsonProperty("resend_from") Instant resendFrom) {

        static Asked of(Challenge challenge) {
            return new Asked(Ids.text(challenge.id()), challenge.expiresAt(), challenge.resendFrom());
        }
    }

    /**
     * The caller.
     *
     * @param subject a person's e-mail address, or the partner's code
     * @param partner absent for staff
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Who(
            String subject,
            Role role,
            @Nullable String partner,
            @Nullable String company) {

        @Override
        public String toString() {
            return "Who[" + role + "]";
        }
    }

    /** @param endsAt the end of the session, after which the person must log in again */
    record Opened(
            String token,
            @JsonProperty("expires_at") Instant expiresAt,
            @JsonProperty("refresh_token") String refreshToken,
            @JsonProperty("refresh_expires_at") Instant refreshExpiresAt,
            @JsonProperty("session_ends_at") Instant endsAt,
            Who who) {

        @Override
        public String toString() {
            return "Opened[" + who + "]";
        }
    }

    /** @param session absent if the token has no session */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Current(Who who, @Nullable CurrentSession session) {}

    record CurrentSession(
            String id,
            @JsonProperty("opened_at") Instant openedAt,
            @JsonProperty("ends_at") Instant endsAt) {

        static CurrentSession of(Session session) {
            return new CurrentSession(Ids.text(session.id()), session.openedAt(), session.endsAt());
        }
    }

    /** A session that a break-glass code opened; the session has no refresh token. */
    record BrokenIn(
            String token,
            @JsonProperty("expires_at") Instant expiresAt,
            @JsonProperty("session_ends_at") Instant endsAt,
            Who who) {

        @Override
        public String toString() {
            return "BrokenIn[" + who + "]";
        }
    }

    /**
     * The options for the authenticator.
     *
     * @param get for a person with a passkey
     * @param create for a person who must register one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PasskeyAsked(
            @JsonProperty("expires_at") Instant expiresAt,
            @Nullable JsonNode get,
            @Nullable JsonNode create) {

        static PasskeyAsked of(SecondFactor.Asked asked) {
            boolean isNew = asked.need() == SecondFactor.Need.REGISTER;
            return new PasskeyAsked(asked.expiresAt(), isNew ? null : asked.options(), isNew ? asked.options() : null);
        }
    }

    private record Given(String challenge, String otp, SecondFactor.@Nullable Given passkey) {

        static Given read(Fields fields) {
            return new Given(
                    fields.text("challenge", 26, ID, "the id of a challenge, 26 characters"),
                    OtpForm.code(fields, Surface.V2),
                    null);
        }

        static Given readWithPasskey(Fields fields) {
            Given given = read(fields);
            String name = fields.optionalIdentifier("passkey_name", Passkey.NAME_MAX);
            JsonNode credential = PasskeyForm.optional(fields, "passkey");
            return credential == null
                    ? given
                    : new Given(given.challenge(), given.otp(), new SecondFactor.Given(credential, name));
        }
    }

    private record GivenBreakGlass(String email, String code) {}

    private final RequestChallenge requestChallenge;
    private final AnswerChallenge answerChallenge;
    private final BreakGlass breakGlass;
    private final RefreshSession refreshSession;
    private final EndSession endSession;
    private final SlowedAddresses slowedAddresses;
    private final PartnerDirectory partners;

    SessionsController(
            RequestChallenge requestChallenge,
            AnswerChallenge answerChallenge,
            BreakGlass breakGlass,
            RefreshSession refreshSession,
            EndSession endSession,
            SlowedAddresses slowedAddresses,
            PartnerDirectory partners) {
        this.requestChallenge = requestChallenge;
        this.answerChallenge = answerChallenge;
        this.breakGlass = breakGlass;
        this.refreshSession = refreshSession;
        this.endSession = endSession;
        this.slowedAddresses = slowedAddresses;
        this.partners = partners;
    }

    @Allow(anyone = true)
    @KeyedByReference
    @PostMapping(PATH + "/challenges")
    @ResponseStatus(HttpStatus.CREATED)
    Asked ask(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        String email = Fields.readStrictly(body, fields -> fields.email("email"));
        return Asked.of(requestChallenge.ask(email, requester(request)));
    }

    @Allow(anyone = true)
    @KeyedByReference
    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    Opened open(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        Given given = Fields.readStrictly(body, Given::readWithPasskey);
        return switch (result(
                given, id -> answerChallenge.answer(id, given.otp(), given.passkey(), requester(request)))) {
            case Result.LoggedIn in -> opened(in.signedIn());
            case Result.WrongCode wrong -> throw failed(request, wrongCode());
            case Result.WrongPasskey wrong -> throw failed(request, wrong.refusal());
            case Result.PasskeyWanted wanted ->
                throw new Refusal(
                        ErrorCode.PASSKEY_REQUIRED,
                        "this person logs in with the code and a passkey: get the options for the passkey from POST "
                                + PASSKEY_CHALLENGES
                                + ", and send the passkey's answer in the field passkey, with the same code");
            case Result.NoPasskeyWanted none -> throw new IllegalStateException("A log-in was only asked for");
        };
    }

    /** The second step for people with a passkey. */
    @Allow(anyone = true)
    @KeyedByReference
    @PostMapping(PASSKEY_CHALLENGES)
    @ResponseStatus(HttpStatus.CREATED)
    PasskeyAsked askForPasskey(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        Given given = Fields.readStrictly(body, Given::read);
        return switch (result(given, id -> answerChallenge.askForPasskey(id, given.otp(), requester(request)))) {
            case Result.PasskeyWanted wanted -> PasskeyAsked.of(wanted.asked());
            case Result.NoPasskeyWanted none ->
                throw new Refusal(ErrorCode.STATE_CONFLICT, "this person needs no passkey; log in with the code alone");
            case Result.WrongCode wrong -> throw failed(request, wrongCode());
            case Result.LoggedIn in -> throw new IllegalStateException("A passkey was only asked for");
            case Result.WrongPasskey none -> throw new IllegalStateException("A passkey was only asked for");
        };
    }

    private static Result result(Given given, Function<UUID, Result> answer) {
        return Ids.find(given.challenge()).map(answer).orElseGet(Result.WrongCode::new);
    }

    private static Refusal wrongCode() {
        return new Refusal(ErrorCode.OTP_INVALID, "the code or the challenge is wrong or expired");
    }

    /** The emergency log-in of administrators. */
    @Allow(anyone = true)
    @KeyedByReference
    @PostMapping(PATH + "/break-glass")
    @ResponseStatus(HttpStatus.CREATED)
    BrokenIn breakGlass(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        GivenBreakGlass given = Fields.readStrictly(
                body,
                fields -> new GivenBreakGlass(
                        fields.email("email"),
                        fields.text("code", 43, BREAK_GLASS, "a break-glass code of 43 letters, digits, - or _")));
        return breakGlass
                .open(given.email(), given.code())
                .map(this::brokenIn)
                .orElseThrow(() -> failed(
                        request,
                        new Refusal(
                                ErrorCode.OTP_INVALID,
                                "the code is already used or is not a code of this administrator")));
    }

    @Allow(anyone = true)
    @KeyedByReference
    @PostMapping(PATH + ":refresh")
    Opened refresh(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        String token = Fields.readStrictly(body, fields -> fields.text("refresh_token", REFRESH_TOKEN_MAX));
        return refreshSession
                .refresh(token)
                .map(this::opened)
                .orElseThrow(() -> failed(
                        request,
                        new Refusal(
                                ErrorCode.SESSION_EXPIRED,
                                "the refresh token is used, expired or unknown; log in again")));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER, Role.PARTNER})
    @GetMapping(CURRENT)
    Current current(Caller caller, HttpServletRequest request, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new Current(who(caller), session(request).map(CurrentSession::of).orElse(null));
    }

    /** Logs out. */
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @DeleteMapping(CURRENT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(HttpServletRequest request) {
        endSession.end(session(request)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.STATE_CONFLICT, "this token has no session to end; it is valid until it expires")));
    }

    private Refusal failed(HttpServletRequest request, Refusal refusal) {
        return SlowedCaller.failed(request, slowedAddresses, refusal);
    }

    private static Requester requester(HttpServletRequest request) {
        return new Requester(Surface.V2, ClientAddress.network(ClientAddress.of(request)));
    }

    private static Optional<Session> session(HttpServletRequest request) {
        return Optional.ofNullable((Session) request.getAttribute(SESSION));
    }

    private Opened opened(SignedIn in) {
        Session session = in.session();
        return new Opened(
                in.token(),
                in.expiresAt(),
                in.refreshToken(),
                in.refreshableUntil(),
                session.endsAt(),
                who(session.role(), session.subject(), session.partner()));
    }

    private BrokenIn brokenIn(BreakGlass.Opened opened) {
        Session session = opened.session();
        return new BrokenIn(
                opened.token(),
                opened.expiresAt(),
                session.endsAt(),
                who(session.role(), session.subject(), session.partner()));
    }

    private Who who(Caller caller) {
        return who(caller.role(), caller.subject(), caller.partner());
    }

    private Who who(Role role, String subject, @Nullable PartnerId id) {
        Optional<Partner> partner = Optional.ofNullable(id).flatMap(partners::find);
        return new Who(
                subject,
                role,
                partner.map(Partner::code).orElse(null),
                partner.map(Partner::company).orElse(null));
    }
}
