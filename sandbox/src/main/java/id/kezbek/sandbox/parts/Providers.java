package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.providers.ProviderSandbox;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The provider sandbox as a part. Its properties are available only after its start, because it chooses port and
 * credentials during the start.
 */
final class Providers implements Part {

    private final Path folder;
    private final Late<ProviderSandbox> sandbox = new Late<>("providers");

    /**
     * @param folder contains the providers' books
     */
    Providers(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public void start() throws Exception {
        OwnerOnly.folder(folder);
        sandbox.start(() -> ProviderSandbox.start(folder, Clock.systemUTC()));
    }

    ProviderSandbox sandbox() {
        return sandbox.server();
    }

    @Override
    public Map<String, String> engineProperties() {
        Map<String, String> properties = new LinkedHashMap<>(sandbox().engineProperties());
        properties.put("cezbek.sandbox.providers-url", sandbox().url().toString());
        return properties;
    }

    @Override
    public void close() {
        if (sandbox.isStarted()) {
            sandbox().close();
        }
        sandbox.abandon();
    }
}
