package id.kezbek.partners.credentials;

import id.kezbek.partners.records.PartnerChanges;
import id.kezbek.partners.records.Partners;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Revokes a credential and all its tokens at once. One person is enough: a leaked secret must be revoked at once, and a
 * revocation grants no rights.
 */
@Component
public class EndCredential {

    private final Partners partners;
    private final Credentials credentials;
    private final PartnerChanges changes;
    private final TransactionTemplate transactions;
    private final Clock clock;

    EndCredential(
            Partners partners,
            Credentials credentials,
            PartnerChanges changes,
            TransactionTemplate transactions,
            Clock clock) {
        this.partners = partners;
        this.credentials = credentials;
        this.changes = changes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Revokes the credential.
     *
     * @param reason the reason for the audit log
     * @param by the person who revokes the credential, for the audit log
     * @throws Refusal NOT_FOUND if the partner has no such credential; STATE_CONFLICT if the credential has already
     *     expired or was revoked
     */
    public void end(PartnerId partner, UUID credential, String reason, String by) {
        transactions.executeWithoutResult(status -> {
            partners.lock(partner);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            List<KnownCredential> known = credentials.of(partner).stream()
                    .filter(one -> one.id().equals(credential))
                    .toList();
            if (known.isEmpty()) {
                throw new Refusal(ErrorCode.NOT_FOUND, "the partner has no credential with this id");
            }
            if (!known.getFirst().isGoodAt(now)) {
                throw new Refusal(ErrorCode.STATE_CONFLICT, "the credential has already expired or was revoked");
            }
            credentials.end(credential, now);
            changes.record(
                    PartnerChanges.Kind.CREDENTIAL_ENDED,
                    partner,
                    by,
                    Map.of("credential", Ids.text(credential), "reason", reason));
        });
    }
}
