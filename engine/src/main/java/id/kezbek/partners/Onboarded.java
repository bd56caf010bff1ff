package id.kezbek.partners;

import java.time.Instant;
import java.util.UUID;

/** A partner that now exists, and the credential it will sign with, which is told this once. */
public record Onboarded(Partner partner, Credential credential, UUID transaction, Instant at) {}
