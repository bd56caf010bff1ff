package id.kezbek.access;

import id.kezbek.access.browser.BrowserSessions;
import id.kezbek.access.browser.Cookies;
import id.kezbek.access.browser.FormTokens;
import id.kezbek.access.codes.Challenge;
import id.kezbek.access.codes.RequestChallenge;
import id.kezbek.access.codes.Requester;
import id.kezbek.access.codes.SlowedAddresses;
import id.kezbek.access.passkeys.SecondFactor;
import id.kezbek.access.passkeys.SecondFactor.Need;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.signin.AnswerChallenge;
import id.kezbek.access.signin.AnswerChallenge.Result;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.shared.web.connections.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Logs people in and out in a browser, with the same codes and sessions as API v2. The browser never gets a token.
 * Instead, it gets a cookie that no script can read.
 */
@Component
public class BrowserLogIn {

    /** The result of an answer to a challenge. */
    public sealed interface Answer {

        /** The browser has a session. */
        record LoggedIn() implements Answer {}

        record WrongCode() implements Answer {}

        /**
         * The code is right, but the person also needs a passkey.
         *
         * @param isNew whether the person must register a passkey
         * @param options for the authenticator, as JSON
         * @param refusal why the engine refused the passkey's answer; empty if the request contained no answer
         */
        record Passkey(boolean isNew, String options, String refusal) implements Answer {

            static Passkey of(SecondFactor.Asked asked, String refusal) {
                return new Passkey(
                        asked.need() == Need.REGISTER, asked.options().toString(), refusal);
            }
        }
    }

    private final RequestChallenge requestChallenge;
    private final AnswerChallenge answerChallenge;
    private final SlowedAddresses slowedAddresses;
    private final BrowserSessions browserSessions;
    private final EndSession endSession;
    private final SecurityEvents events;
    private final Clock clock;
    /**
     * Only the browser that requested a code can use this code. So an attacker cannot make another person's browser log
     * in with the attacker's code.
     */
    private final Cookies challengeCookie = new Cookies("cezbek-challenge");

    BrowserLogIn(
            RequestChallenge requestChallenge,
            AnswerChallenge answerChallenge,
            SlowedAddresses slowedAddresses,
            BrowserSessions browserSessions,
            EndSession endSession,
            SecurityEvents events,
            Clock clock) {
        this.requestChallenge = requestChallenge;
        this.answerChallenge = answerChallenge;
        this.slowedAddresses = slowedAddresses;
        this.browserSessions = browserSessions;
        this.endSession = endSession;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Mails a code if the e-mail address belongs to a person. The response does not reveal whether it does.
     *
     * @throws Refusal TOO_MANY_REQUESTS after too many requests
     */
    public void ask(String email, HttpServletRequest request, HttpServletResponse response) {
        Challenge challenge = requestChallenge.ask(email, requester(request));
        challengeCookie.write(
                response, Ids.text(challenge.id()), Duration.between(clock.instant(), challenge.expiresAt()));
    }

    /** The form token for the page on which the person enters the code; empty if this browser requested no code. */
    public Optional<String> formToken(HttpServletRequest request) {
        return challengeCookie.read(request).map(FormTokens::of);
    }

    /**
     * Opens a session if the code is right. If the person needs a passkey, the request must also contain the passkey's
     * answer.
     *
     * @param credential the passkey's answer as JSON; null if there is none
     * @param name the name of a new passkey
     * @throws Refusal TOO_MANY_REQUESTS if this answer is wrong and the IP address already sent too many wrong answers
     */
    public Answer answer(
            String code,
            @Nullable JsonNode credential,
            @Nullable String name,
            HttpServletRequest request,
            HttpServletResponse response) {
        SecondFactor.@Nullable Given passkey = credential == null ? null : new SecondFactor.Given(credential, name);
        Result result = challengeCookie
                .read(request)
                .flatMap(Ids::find)
                .map(id -> answerChallenge.answer(id, code, passkey, requester(request)))
                .orElseGet(Result.WrongCode::new);
        return switch (result) {
            case Result.LoggedIn in -> {
                browserSessions.open(in.signedIn().session(), response);
                challengeCookie.delete(response);
                yield new Answer.LoggedIn();
            }
            case Result.PasskeyWanted wanted -> Answer.Passkey.of(wanted.asked(), "");
            case Result.WrongPasskey wrong -> {
                failed(request, "browser, passkey");
                yield Answer.Passkey.of(wrong.asked(), wrong.refusal().getMessage());
            }
            case Result.WrongCode wrong -> {
                failed(request, "browser");
                yield new Answer.WrongCode();
            }
            case Result.NoPasskeyWanted none -> throw new IllegalStateException("A log-in was only asked for");
        };
    }

    private void failed(HttpServletRequest request, String how) {
        events.record(SecurityEvent.LOGIN_FAILED, Actor.unknown(), ClientAddress.of(request), how);
        slow(request);
    }

    /** Whether a form carries the expected token. */
    public static boolean match(String expected, @Nullable String given) {
        return FormTokens.match(expected, given);
    }

    public void end(HttpServletRequest request, HttpServletResponse response) {
        session(request).ifPresent(endSession::end);
        browserSessions.forget(response);
    }

    /** Ends all sessions of the person: sessions in browsers and sessions of API tokens. */
    public void endEverywhere(HttpServletRequest request, HttpServletResponse response) {
        session(request)
                .ifPresent(current -> Optional.ofNullable(current.person())
                        .ifPresent(person -> endSession.endOthers(person, current.subject(), null)));
        end(request, response);
    }

    private static Optional<Session> session(HttpServletRequest request) {
        return Optional.ofNullable((Session) request.getAttribute(Session.class.getName()));
    }

    private void slow(HttpServletRequest request) {
        String address = ClientAddress.network(ClientAddress.of(request));
        Duration pause = slowedAddresses.pauseLeft(address);
        if (pause.isPositive()) {
            throw Refusal.tooMany("too many wrong log-ins from this address", pause);
        }
        slowedAddresses.failed(address);
    }

    private static Requester requester(HttpServletRequest request) {
        return new Requester(Requester.Surface.V2, ClientAddress.network(ClientAddress.of(request)));
    }
}
