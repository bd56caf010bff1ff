package id.kezbek.billing.transfers;

import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;

/**
 * A payment of a postpaid partner, as reported by finance.
 *
 * @param bankReference the bank's reference of the transfer
 * @param idempotencyKey the caller's key; a repeated request with this key finds the first payment
 * @param recordedBy the person who reports it
 */
public record Payment(Partner partner, Money amount, String bankReference, String idempotencyKey, String recordedBy) {}
