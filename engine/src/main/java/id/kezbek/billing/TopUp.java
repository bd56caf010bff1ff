package id.kezbek.billing;

import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;

/**
 * A top-up of a prepaid partner, as reported by finance.
 *
 * @param bankReference the bank's reference of the transfer
 * @param idempotencyKey the caller's key; a repeated request with this key finds the first top-up
 * @param recordedBy the person who reports it
 */
public record TopUp(Partner partner, Money amount, String bankReference, String idempotencyKey, String recordedBy) {}
