package id.kezbek.partners;

import id.kezbek.partners.credentials.Credentials;
import id.kezbek.partners.records.PartnerChanges;
import id.kezbek.partners.records.Partners;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.RandomTexts;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates another credential for a partner. Existing credentials remain valid, so that the partner can switch to the
 * new credential without an outage.
 */
@Component
public class IssueCredential {

    public record Issued(UUID id, Credential credential) {}

    /** The bytes of an API key: 192 bits, 32 characters. */
    private static final int KEY_BYTES = 24;
    /** The bytes of a secret: 256 bits, 43 characters. */
    private static final int SECRET_BYTES = 32;

    private final Partners partners;
    private final Credentials credentials;
    private final PartnerChanges changes;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final SecureRandom random;
    private final Clock clock;

    IssueCredential(
            Partners partners,
            Credentials credentials,
            PartnerChanges changes,
            TransactionTemplate transactions,
            Ids ids,
            SecureRandom random,
            Clock clock) {
        this.partners = partners;
        this.credentials = credentials;
        this.changes = changes;
        this.transactions = transactions;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Issues a credential that is valid at once.
     *
     * @param by the person who requested the credential, for the audit log
     * @throws Refusal NOT_FOUND if the partner does not exist
     */
    public Credential issue(PartnerId partner, String by) {
        return transactions.execute(status -> {
            if (!partners.lock(partner)) {
                throw new Refusal(ErrorCode.NOT_FOUND, "no partner has this code");
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Credential issued = issueIn(partner, null, now).credential();
            changes.record(PartnerChanges.Kind.CREDENTIAL_ISSUED, partner, by);
            return issued;
        });
    }

    /** Like {@link #issue}, but in the caller's transaction. */
    public Issued issueIn(PartnerId partner, @Nullable UUID approval, Instant now) {
        Credential issued =
                new Credential(RandomTexts.urlSafe(random, KEY_BYTES), RandomTexts.urlSafe(random, SECRET_BYTES));
        UUID id = ids.next();
        credentials.add(id, partner, issued, approval, now);
        return new Issued(id, issued);
    }
}
