package id.kezbek.ledger;

/**
 * Identifies an account by kind and owner, without the account number.
 *
 * @param owner a partner's code, a provider's code, or empty for Kezbek's own accounts
 */
public record Account(AccountKind kind, String owner) {

    public static Account ofPartner(AccountKind kind, String partnerCode) {
        return new Account(kind, partnerCode);
    }

    public static Account ofProvider(AccountKind kind, String provider) {
        return new Account(kind, provider);
    }

    public static Account own(AccountKind kind) {
        return new Account(kind, "");
    }
}
