package id.kezbek.partners;

import id.kezbek.partners.officers.Officers;
import id.kezbek.partners.records.PartnerChanges;
import id.kezbek.partners.records.Partners;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Onboards a partner: stores the logo, the record and the first credential. */
@Component
public class OnboardPartner {

    private static final Logger log = LoggerFactory.getLogger(OnboardPartner.class);

    private final Partners partners;
    private final Officers officers;
    private final IssueCredential issueCredential;
    private final PartnerChanges changes;
    private final FileStore files;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    OnboardPartner(
            Partners partners,
            Officers officers,
            IssueCredential issueCredential,
            PartnerChanges changes,
            FileStore files,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.partners = partners;
        this.officers = officers;
        this.issueCredential = issueCredential;
        this.changes = changes;
        this.files = files;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Onboards a partner, active and prepaid.
     *
     * @param by the person who onboards the partner, for the audit log
     * @throws Refusal PARTNER_EXISTS if another partner has the same code, e-mail address or MSISDN; OUT_OF_SERVICE if
     *     the logo cannot be stored. Then nothing is recorded
     */
    public Onboarded onboard(NewPartner partner, String by) {
        refuseWhereTaken(partner);
        UUID transaction = ids.next();
        Logo logo = partner.logo();
        if (logo == null) {
            return transactions.execute(status -> record(partner, null, transaction, by));
        }
        String logoKey = Logo.FOLDER + Ids.text(transaction) + "." + logo.extension();
        files.put(logoKey, logo.bytes(), logo.contentType());
        try {
            return transactions.execute(status -> record(partner, logoKey, transaction, by));
        } catch (Refusal refusal) {
            // A refusal means that another request already uses the partner's data. Nothing was committed, so the logo
            // is deleted. After any other failure, the commit may have succeeded, so the logo stays in the store.
            discard(logoKey);
            throw refusal;
        }
    }

    private Onboarded record(NewPartner partner, @Nullable String logoKey, UUID transaction, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        PartnerId id = partners.add(partner, logoKey, now).orElseThrow(() -> exists(partners.taken(partner)));
        addFirstOfficer(id, partner, now);
        Credential credential = issueCredential.issueIn(id, null, now).credential();
        changes.record(PartnerChanges.Kind.PARTNER_ONBOARDED, id, by);
        return new Onboarded(recorded(id, partner), credential, transaction, now);
    }

    /** Adds the partner's contact as an officer. Refuses an e-mail address that already belongs to another officer. */
    private void addFirstOfficer(PartnerId id, NewPartner partner, Instant now) {
        Officer first =
                new Officer(ids.next(), null, id, partner.officer(), partner.email(), Officer.LANGUAGE_DEFAULT, now);
        if (!officers.add(first)) {
            throw exists(List.of("e-mail"));
        }
    }

    /**
     * An early check, so that no logo is stored for a partner that already exists. The database constraints make the
     * final check.
     */
    private void refuseWhereTaken(NewPartner partner) {
        List<String> taken = partners.taken(partner);
        if (!taken.isEmpty()) {
            throw exists(taken);
        }
    }

    private void discard(String logoKey) {
        try {
            files.remove(logoKey);
        } catch (Refusal away) {
            log.warn("A logo without a partner could not be deleted: {}", logoKey);
        }
    }

    private static Refusal exists(List<String> taken) {
        return new Refusal(
                ErrorCode.PARTNER_EXISTS,
                "a partner with this "
                        + String.join(", ", taken.stream().distinct().toList()) + " already exists");
    }

    private static Partner recorded(PartnerId id, NewPartner partner) {
        return new Partner(
                id,
                partner.code(),
                partner.company(),
                Optional.of(partner.msisdn()),
                Partner.State.ACTIVE,
                Partner.FundingMode.PREPAID,
                Optional.empty(),
                Partner.ShortFunding.REFUSE,
                RefundTerms.NET,
                Language.INDONESIAN);
    }
}
