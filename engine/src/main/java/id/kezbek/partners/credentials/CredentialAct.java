package id.kezbek.partners.credentials;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A new credential for a partner, approved by a second person. The approval does not create the credential. {@link
 * CollectCredential} creates it when the proposer collects it, so the engine never stores a secret for a later display.
 */
@Component
public class CredentialAct extends NamedAct<CredentialAct.Arguments> {

    static final String KIND = "ISSUE_CREDENTIAL";

    /**
     * @param partner the partner's code
     * @param othersEndAt the time at which the existing credentials expire; null if staff will revoke these credentials
     *     separately
     */
    public record Arguments(String partner, @Nullable Instant othersEndAt) {}

    private final PartnerDirectory partners;
    private final Credentials credentials;
    private final Clock clock;

    CredentialAct(PartnerDirectory partners, Credentials credentials, Clock clock) {
        super(KIND, Arguments.class, Role.ADMIN, Role.OPERATIONS);
        this.partners = partners;
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.ONBOARDER);
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner();
    }

    @Override
    public String words(Arguments arguments) {
        Instant end = arguments.othersEndAt();
        return subject(arguments) + " gets a new credential; its existing credentials "
                + (end == null ? "stay valid until they expire or are revoked" : "end at " + end);
    }

    @Override
    public void check(Arguments arguments) {
        Partner partner = partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
        credentials.requireRoom(partner.id(), clock.instant());
    }

    /** Does nothing at the approval, because the proposer collects the credential with the approval's id. */
    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
    }
}
