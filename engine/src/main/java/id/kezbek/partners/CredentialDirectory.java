package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds partners by the key they call with; always asks the database, so that a withdrawn key is dead at once. Whether a
 * credential that opened a session is still good is asked at each call, and therefore of memory.
 */
@Component
public class CredentialDirectory {

    private final Credentials credentials;
    private final Clock clock;
    /** Those that end only: the others are good, whichever they are. */
    private final Snapshot<Map<UUID, Instant>> ends;

    CredentialDirectory(Credentials credentials, DataVersions versions, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
        this.ends = new Snapshot<>(PartnerDirectory.SETTINGS, versions, credentials::ends);
    }

    /** The partner with this key, suspended or not, where the key has not expired. */
    public Optional<SigningPartner> find(String apiKey) {
        return credentials.find(apiKey, clock.instant());
    }

    /** Whether the credential has not ended, as far as the settings in memory know. */
    public boolean isGood(UUID credential) {
        Instant end = ends.current().get(credential);
        return end == null || clock.instant().isBefore(end);
    }

    /** Notes that the credential has just opened a session. */
    public void noteUse(SigningPartner signer) {
        credentials.noteUse(signer.credential(), clock.instant());
    }

    /** A partner's credentials, the newest first, ended ones too. */
    public List<KnownCredential> of(PartnerId partner) {
        return credentials.of(partner);
    }
}
