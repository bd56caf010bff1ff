package id.kezbek.sandbox.providers;

import static id.kezbek.sandbox.providers.Wallet.GPAID;
import static id.kezbek.sandbox.providers.Wallet.JOSVO;
import static id.kezbek.sandbox.providers.Wallet.LSAJA;

import java.util.Map;
import java.util.Optional;

/** Who can move money: its code is the constant's name, and its fees in rupiah name the wallets it serves. */
public enum Provider {
    LSAJAH2H("linksaja", Map.of(LSAJA, 750L), true),
    GOPAIDH2H("gopaid", Map.of(GPAID, 400L), false),
    JOSVOH2H("josvo", Map.of(JOSVO, 700L), true),
    MTRANS("middletrans", Map.of(LSAJA, 500L, GPAID, 600L, JOSVO, 650L), true),
    XENIT("xenit", Map.of(LSAJA, 650L, GPAID, 550L, JOSVO, 450L), true);

    private final String configurationName;
    private final Map<Wallet, Long> fees;
    private final boolean keepsReferences;

    Provider(String configurationName, Map<Wallet, Long> fees, boolean keepsReferences) {
        this.configurationName = configurationName;
        this.fees = fees;
        this.keepsReferences = keepsReferences;
    }

    /** Finds a provider by its code or by its name in the engine's configuration, in any case. */
    static Optional<Provider> find(String codeOrName) {
        for (Provider provider : values()) {
            if (provider.name().equalsIgnoreCase(codeOrName)
                    || provider.configurationName.equalsIgnoreCase(codeOrName)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /** The name under {@code cezbek.providers}. */
    public String configurationName() {
        return configurationName;
    }

    /** The fee in rupiah; asked only for a wallet that the provider serves. */
    long fee(Wallet wallet) {
        Long fee = fees.get(wallet);
        if (fee == null) {
            throw new IllegalArgumentException(this + " does not serve " + wallet);
        }
        return fee;
    }

    /** False for GoPaid, which has no reference and therefore pays every time it is asked. */
    boolean keepsReferences() {
        return keepsReferences;
    }
}
