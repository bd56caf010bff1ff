package id.kezbek.partners;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds partners by the key they call with; always asks the database, so that a withdrawn key is dead at once. */
@Component
public class CredentialDirectory {

    private final Credentials credentials;
    private final Clock clock;

    CredentialDirectory(Credentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** The partner with this key, suspended or not, where the key has not expired. */
    public Optional<SigningPartner> find(String apiKey) {
        return credentials.find(apiKey, clock.instant());
    }
}
