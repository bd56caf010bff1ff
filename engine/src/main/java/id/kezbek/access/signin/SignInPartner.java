package id.kezbek.access.signin;

import id.kezbek.partners.CredentialDirectory;
import id.kezbek.partners.SigningPartner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.security.SecurityEvents;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens a session for a partner's system that signed its request. */
@Component
public class SignInPartner {

    /** The HTTP method of the log-in, the only request that partners sign. */
    public static final String METHOD = "POST";
    /** Used for an unknown API key, so that the response takes as long as for a known key. */
    private static final byte[] NOBODYS_SECRET = new byte[43];

    private static final CrashPoint SIGNATURE_TAKEN =
            CrashPoint.named("access.signature-taken", "a signature is recorded as used, its session is not committed");
    private static final CrashPoint SESSION_COMMITTED = CrashPoint.named(
            "access.session-committed", "a session is committed, the partner has not received the token");

    private final CredentialDirectory credentials;
    private final UsedSignatures usedSignatures;
    private final OpenSession openSession;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SignInPartner(
            CredentialDirectory credentials,
            UsedSignatures usedSignatures,
            OpenSession openSession,
            TransactionTemplate transactions,
            Clock clock) {
        this.credentials = credentials;
        this.usedSignatures = usedSignatures;
        this.openSession = openSession;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Opens a session. Returns empty, without a reason, for an unknown API key, another partner's code or a suspended
     * partner. Also returns empty for a wrong, outdated or used signature.
     */
    public Optional<PartnerSession> signIn(RequestSignature request) {
        Instant now = clock.instant();
        return signer(request).filter(partner -> request.isTimely(now)).flatMap(partner -> open(request, partner));
    }

    /**
     * Explains to a developer why a log-in was refused. Only the sandbox shows the explanation; elsewhere all refusals
     * look the same.
     */
    public String whyRefused(RequestSignature request) {
        Optional<SigningPartner> claimed = credentials.find(request.apiKey());
        if (claimed.isEmpty()) {
            return "x-api-key is not a valid key of this installation";
        }
        SigningPartner partner = claimed.get();
        if (!partner.code().equalsIgnoreCase(request.code())) {
            return "x-api-key does not belong to the partner in code";
        }
        if (!partner.isActive()) {
            return "the partner is suspended";
        }
        Instant now = clock.instant();
        if (!request.isTimely(now)) {
            return "x-client-timestamp is " + (request.unixSeconds() - now.getEpochSecond())
                    + " s away from the server's clock; at most " + RequestSignature.SKEW_MAX.toSeconds()
                    + " s in either direction are allowed";
        }
        return request.is(partner.sign(request.message(METHOD)))
                ? "x-client-signature was already used; create a new signature for each call"
                : "x-client-signature does not match; sign method, code, timestamp and key with the secret of this key";
    }

    private Optional<SigningPartner> signer(RequestSignature request) {
        Optional<SigningPartner> claimed = credentials.find(request.apiKey());
        claimed.ifPresent(partner -> SecurityEvents.claimed(Actor.credential(Ids.text(partner.credential()))));
        String message = request.message(METHOD);
        byte[] expected = claimed.map(partner -> partner.sign(message))
                .orElseGet(() -> Digests.hmacSha256(NOBODYS_SECRET, message));
        boolean isSigned = request.is(expected);
        return claimed.filter(
                partner -> isSigned && partner.isActive() && partner.code().equalsIgnoreCase(request.code()));
    }

    private Optional<PartnerSession> open(RequestSignature request, SigningPartner partner) {
        Caller caller = new Caller(Role.PARTNER, partner.code(), partner.id());
        Optional<SignedIn> signedIn = Objects.requireNonNull(transactions.execute(
                status -> takeSignature(request) ? Optional.of(open(partner, caller)) : Optional.empty()));
        SESSION_COMMITTED.reached();
        return signedIn.map(in ->
                new PartnerSession(partner.code(), partner.company(), in.token(), in.refreshToken(), in.timeToLive()));
    }

    private SignedIn open(SigningPartner partner, Caller caller) {
        credentials.noteUse(partner);
        return openSession.forSystem(caller, partner.credential());
    }

    private boolean takeSignature(RequestSignature request) {
        Instant tooOldFrom = Instant.ofEpochSecond(request.unixSeconds()).plus(RequestSignature.SKEW_MAX);
        boolean isTaken = usedSignatures.take(Digests.sha256(request.signature()), tooOldFrom);
        SIGNATURE_TAKEN.reached();
        return isTaken;
    }
}
