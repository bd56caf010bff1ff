package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;

/** A customer of a partner. */
public record CustomerOf(PartnerId partner, Msisdn msisdn) {}
