package id.kezbek.sandbox.providers;

import java.util.Locale;
import java.util.Optional;

/** Where money lands. */
public enum Wallet {
    LSAJA,
    GPAID,
    JOSVO;

    /** Finds a wallet by its exact code. */
    static Optional<Wallet> find(String code) {
        for (Wallet wallet : values()) {
            if (wallet.name().equals(code)) {
                return Optional.of(wallet);
            }
        }
        return Optional.empty();
    }

    String inLowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
