package id.kezbek.access.signin;

import id.kezbek.access.people.People;
import id.kezbek.access.sessions.EndedTokens;
import id.kezbek.access.sessions.RefreshTokens;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.sessions.Sessions.End;
import id.kezbek.access.tokens.IdentityProvider.IssuedToken;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exchanges a refresh token for new tokens. A refresh token works only once. If a refresh token is used a second time,
 * the engine cannot distinguish an attacker from the owner. So the engine ends the whole session with its access
 * tokens.
 */
@Component
public class RefreshSession {

    private final RefreshTokens refreshTokens;
    private final Sessions sessions;
    private final OpenSession openSession;
    private final People people;
    private final EndedTokens endedTokens;
    private final CredentialDirectory credentials;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public RefreshSession(
            RefreshTokens refreshTokens,
            Sessions sessions,
            OpenSession openSession,
            People people,
            EndedTokens endedTokens,
            CredentialDirectory credentials,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
        this.openSession = openSession;
        this.people = people;
        this.endedTokens = endedTokens;
        this.credentials = credentials;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns new tokens. Returns empty if the refresh token is unknown, used or expired, if its session has ended, or
     * if the caller may no longer log in. The engine calls the identity provider before it marks the refresh token as
     * used. So the caller can retry with the same token if the provider does not respond.
     */
    public Optional<SignedIn> refresh(String refreshToken) {
        Optional<IssuedToken> renewed = refreshTokens
                .find(refreshToken)
                .filter(token -> !token.isUsed() && token.expiresAt().isAfter(clock.instant()))
                .flatMap(token -> sessions.find(token.session()))
                .flatMap(openSession::renewed);
        return Objects.requireNonNull(transactions.execute(status -> refreshTokens
                .lock(refreshToken)
                .flatMap(token ->
                        sessions.lock(token.session()).flatMap(session -> exchange(token, session, renewed)))));
    }

    private Optional<SignedIn> exchange(RefreshTokens.Kept token, Session session, Optional<IssuedToken> renewed) {
        if (token.isUsed()) {
            return end(session, End.TOKEN_REUSED);
        }
        if (!token.expiresAt().isAfter(clock.instant())) {
            return Optional.empty();
        }
        if (!isAdmitted(session) || renewed.isEmpty()) {
            return end(session, End.NO_LONGER_ADMITTED);
        }
        refreshTokens.use(token, clock.instant());
        return Optional.of(openSession.goingOn(session, renewed.get()));
    }

    private boolean isAdmitted(Session session) {
        PartnerId partner = session.partner();
        UUID credential = session.credential();
        return (partner == null || people.isActive(partner))
                && (credential == null || credentials.isGood(credential))
                && sessions.isStillAdmitted(session);
    }

    private Optional<SignedIn> end(Session session, End reason) {
        sessions.end(session.id(), reason);
        if (session.person() == null && reason == End.TOKEN_REUSED) {
            endedTokens.raise();
        }
        auditLog.append(AuditEntry.bySystem(
                "SESSION_ENDED", "session " + Ids.text(session.id()), Map.of("reason", reason.name())));
        return Optional.empty();
    }
}
