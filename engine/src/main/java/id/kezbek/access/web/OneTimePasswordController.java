package id.kezbek.access.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.access.codes.Challenge;
import id.kezbek.access.codes.RequestChallenge;
import id.kezbek.access.codes.Requester;
import id.kezbek.access.codes.Requester.Surface;
import id.kezbek.access.codes.SlowedAddresses;
import id.kezbek.access.signin.AnswerChallenge;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.web.V1Envelope;
import id.kezbek.shared.web.connections.ClientAddress;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.OneHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * v1's log-in of officers. The first request exchanges an e-mail address for a challenge. The second request exchanges
 * the e-mailed code for a token.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class OneTimePasswordController {

    private static final String TRANSACTION = "x-client-trxid";

    /** @param remainingSeconds the seconds until another code can be requested */
    record Asked(
            @JsonProperty("transaction_id") String transactionId,
            @JsonProperty("transaction_timestamp") long transactionTimestamp,
            @JsonProperty("remaining_seconds") long remainingSeconds) {}

    /**
     * The officer's session.
     *
     * @param accessToken the same value as {@code token}; the prototype's user pool had two different tokens
     * @param expired the token's lifetime in seconds
     */
    record Answer(
            @JsonProperty("url_logo") String urlLogo,
            String msisdn,
            String email,
            String code,
            String company,
            String token,
            @JsonProperty("refresh_token") String refreshToken,
            @JsonProperty("access_token") String accessToken,
            long expired) {

        @Override
        public String toString() {
            return "Answer[" + code + "]";
        }
    }

    private record Given(Optional<String> transaction, String otp) {}

    private final RequestChallenge requestChallenge;
    private final AnswerChallenge answerChallenge;
    private final SlowedAddresses slowedAddresses;
    private final PartnerDirectory partners;
    private final Clock clock;
    private final String publicUrl;

    OneTimePasswordController(
            RequestChallenge requestChallenge,
            AnswerChallenge answerChallenge,
            SlowedAddresses slowedAddresses,
            PartnerDirectory partners,
            Clock clock,
            @Value("${cezbek.public-url:http://localhost:${server.port}}") String publicUrl) {
        this.requestChallenge = requestChallenge;
        this.answerChallenge = answerChallenge;
        this.slowedAddresses = slowedAddresses;
        this.partners = partners;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @Allow(anyone = true)
    @PostMapping("/api/v1/authorization/b2b")
    V1Envelope<Asked> ask(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        Challenge challenge =
                requestChallenge.ask(Fields.read(body, fields -> fields.email("email")), requester(request));
        return V1Envelope.ok(new Asked(
                Ids.text(challenge.id()), challenge.createdAt().getEpochSecond(), secondsUntilResend(challenge)));
    }

    @Allow(anyone = true)
    @PostMapping("/api/v1/authorization/otp")
    V1Envelope<Answer> answer(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        Given given = given(request, body);
        SlowedCaller caller = SlowedCaller.of(request, slowedAddresses);
        return given.transaction()
                .flatMap(Ids::find)
                .flatMap(challenge -> answerChallenge.answer(challenge, given.otp(), requester(request)))
                .map(this::answer)
                .map(V1Envelope::ok)
                .orElseThrow(() -> caller.failed(
                        new Refusal(ErrorCode.OTP_INVALID, "the OTP or the transaction id is wrong or expired")));
    }

    private Given given(HttpServletRequest request, byte @Nullable [] body) {
        Optional<String> transaction =
                Optional.ofNullable(OneHeader.of(request, TRANSACTION)).filter(text -> !text.isEmpty());
        return Fields.read(body, fields -> {
            if (transaction.isEmpty()) {
                fields.fault(TRANSACTION, "is required as a header: the transaction_id of the log-in");
            }
            return new Given(transaction, OtpForm.code(fields, Surface.V1));
        });
    }

    private static Requester requester(HttpServletRequest request) {
        return new Requester(Surface.V1, ClientAddress.network(ClientAddress.of(request)));
    }

    private Answer answer(SignedIn signedIn) {
        Partner partner = Optional.ofNullable(signedIn.session().partner())
                .flatMap(partners::find)
                .orElseThrow(() -> new IllegalStateException("Log-in refused: the officer has no partner"));
        return new Answer(
                publicUrl + "/api/v2/partners/" + partner.code() + "/logo",
                partner.msisdn().map(Msisdn::digits).orElse(""),
                signedIn.session().subject(),
                partner.code(),
                partner.company(),
                signedIn.token(),
                signedIn.refreshToken(),
                signedIn.token(),
                signedIn.timeToLive().toSeconds());
    }

    private long secondsUntilResend(Challenge challenge) {
        Duration left = Duration.between(clock.instant(), challenge.resendFrom());
        // Rounded up, so that a caller does not retry too early.
        return Math.max(0, left.plusMillis(999).toSeconds());
    }
}
