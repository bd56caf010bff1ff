package id.kezbek.sandbox.providers;

import id.kezbek.sandbox.providers.book.Wallet;
import java.util.Optional;

/**
 * A simulated provider. Its code is the constant's name. The three numbers are its fees in rupiah for LSAJA, GPAID and
 * JOSVO; 0 means that the provider does not serve the wallet.
 */
public enum Provider {
    LSAJAH2H("linksaja", 750, 0, 0, true),
    GOPAIDH2H("gopaid", 0, 400, 0, false),
    JOSVOH2H("josvo", 0, 0, 700, true),
    MTRANS("middletrans", 500, 600, 650, true),
    XENIT("xenit", 650, 550, 450, true);

    private final String configurationName;
    private final long linkSajaFee;
    private final long goPaidFee;
    private final long josvoFee;
    private final boolean keepsReferences;

    Provider(String configurationName, long linkSajaFee, long goPaidFee, long josvoFee, boolean keepsReferences) {
        this.configurationName = configurationName;
        this.linkSajaFee = linkSajaFee;
        this.goPaidFee = goPaidFee;
        this.josvoFee = josvoFee;
        this.keepsReferences = keepsReferences;
    }

    /** Finds a provider by its code or its name in the engine's settings, ignoring case. */
    public static Optional<Provider> find(String codeOrName) {
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

    /** The fee in rupiah. The provider must serve the wallet. */
    public long fee(Wallet wallet) {
        long fee = switch (wallet) {
            case LSAJA -> linkSajaFee;
            case GPAID -> goPaidFee;
            case JOSVO -> josvoFee;
        };
        if (fee == 0) {
            throw new IllegalArgumentException(this + " does not serve " + wallet);
        }
        return fee;
    }

    /** False for GoPaid, which stores no references and therefore pays a repeated order again. */
    public boolean keepsReferences() {
        return keepsReferences;
    }
}
