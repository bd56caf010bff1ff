package id.kezbek.startup.vault;

import id.kezbek.startup.StartFailure;
import id.kezbek.startup.configuration.RemoteLayer;
import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** Reads the settings in Vault at the start of a process. If Vault is configured but unavailable, the start fails. */
public final class VaultLayer {

    /** The layer's name among the environment's property sources. */
    public static final String NAME = "vault";

    private VaultLayer() {}

    /**
     * The layer; empty if Vault is not used.
     *
     * @throws StartFailure.Precondition if the layer cannot be read
     */
    public static List<PropertySource<?>> read(ConfigurableEnvironment environment) {
        VaultSettings settings = Binder.get(environment).bindOrCreate(VaultSettings.PREFIX, VaultSettings.class);
        if (settings.url() == null) {
            return List.of();
        }
        try (Vault vault = new Vault(settings)) {
            String where = "Vault " + settings.mount() + "/" + settings.path();
            return List.of(new RemoteLayer(NAME, where, vault.read(vault.logIn())));
        } catch (Vault.NotGiven none) {
            throw new StartFailure.Precondition(
                    none.isRefusal()
                            ? "Vault at " + settings.url() + " gives no settings: " + none.why()
                            : "Vault cannot be reached at " + settings.url() + ": " + none.why()
                                    + "; start it, or correct cezbek.vault.url (empty: the engine does not use Vault)");
        }
    }
}
