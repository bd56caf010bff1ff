package id.kezbek.ledger;

import id.kezbek.shared.PartnerId;

/**
 * An account by what it is, not by its number.
 *
 * @param owner a partner's number, a provider's code, or empty for Kezbek's own
 */
public record Account(AccountKind kind, String owner) {

    public static Account of(AccountKind kind, PartnerId partner) {
        return new Account(kind, partner.toString());
    }

    public static Account ofProvider(AccountKind kind, String provider) {
        return new Account(kind, provider);
    }

    public static Account own(AccountKind kind) {
        return new Account(kind, "");
    }
}
