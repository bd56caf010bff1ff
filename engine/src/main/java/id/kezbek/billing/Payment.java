package id.kezbek.billing;

import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;

/**
 * Money that a postpaid partner paid of what it owes, as finance reports it.
 *
 * @param bankReference the bank's reference of the transfer
 * @param idempotencyKey the caller's key; a repeat of it finds the first payment
 * @param recordedBy who reports it
 */
public record Payment(Partner partner, Money amount, String bankReference, String idempotencyKey, String recordedBy) {}
