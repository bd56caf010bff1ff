package id.kezbek.sandbox.providers.book;

import java.util.Locale;
import java.util.Optional;

/** An e-wallet that receives money. */
public enum Wallet {
    LSAJA,
    GPAID,
    JOSVO;

    /** Finds a wallet by its exact code. */
    public static Optional<Wallet> find(String code) {
        for (Wallet wallet : values()) {
            if (wallet.name().equals(code)) {
                return Optional.of(wallet);
            }
        }
        return Optional.empty();
    }

    public String inLowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
