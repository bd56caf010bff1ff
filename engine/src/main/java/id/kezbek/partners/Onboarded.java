package id.kezbek.partners;

import java.time.Instant;
import java.util.UUID;

/** A new partner and its credential. The secret is shown only once. */
public record Onboarded(Partner partner, Credential credential, UUID transaction, Instant at) {}
