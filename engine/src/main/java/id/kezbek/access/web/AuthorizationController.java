package id.kezbek.access.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.access.codes.SlowedAddresses;
import id.kezbek.access.signin.PartnerSession;
import id.kezbek.access.signin.RequestSignature;
import id.kezbek.access.signin.SignInPartner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.web.V1Envelope;
import id.kezbek.shared.web.reading.OneHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/authorization/client}: exchanges a signature for a token. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class AuthorizationController {

    /** @param expired the token's lifetime in seconds */
    record Answer(
            String code,
            String company,
            String token,
            @JsonProperty("refresh_token") String refreshToken,
            long expired) {

        static Answer of(PartnerSession session) {
            return new Answer(
                    session.code(),
                    session.company(),
                    session.token(),
                    session.refreshToken(),
                    session.timeToLive().toSeconds());
        }

        @Override
        public String toString() {
            return "Answer[" + code + "]";
        }
    }

    private final SignInPartner signInPartner;
    private final SlowedAddresses slowedAddresses;
    private final boolean isSandbox;

    /**
     * @param isSandbox whether a refusal states the reason. If this is true, the engine does not start with a real
     *     provider
     */
    AuthorizationController(
            SignInPartner signInPartner,
            SlowedAddresses slowedAddresses,
            @Value("${cezbek.sandbox.explains-signatures:false}") boolean isSandbox) {
        this.isSandbox = isSandbox;
        this.signInPartner = signInPartner;
        this.slowedAddresses = slowedAddresses;
    }

    @Allow(anyone = true)
    @PostMapping("/api/v1/authorization/client")
    V1Envelope<Answer> signIn(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        RequestSignature signature =
                SignatureForm.read(name -> OneHeader.of(request, name), body == null ? new byte[0] : body);
        Optional<PartnerSession> session = signInPartner.signIn(signature);
        if (session.isEmpty()) {
            String words = isSandbox ? "unauthorized: " + signInPartner.whyRefused(signature) : "unauthorized";
            throw SlowedCaller.failed(request, slowedAddresses, new Refusal(ErrorCode.UNAUTHORIZED, words));
        }
        return V1Envelope.ok(Answer.of(session.get()));
    }
}
