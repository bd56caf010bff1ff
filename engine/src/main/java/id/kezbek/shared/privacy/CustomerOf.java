package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;

/** A customer in a partner's scope. */
public record CustomerOf(PartnerId partner, Msisdn msisdn) {}
