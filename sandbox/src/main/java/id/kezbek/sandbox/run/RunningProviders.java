package id.kezbek.sandbox.run;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.ProviderStatements;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.providers.Provider;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The provider sandbox of a running installation, for commands that change it. */
final class RunningProviders implements AutoCloseable {

    private static final String FAULTS = "/sandbox/faults/";
    private static final String START = "start ./cezbek up (or demo) first";

    private final HttpCalls calls;

    private RunningProviders(HttpCalls calls) {
        this.calls = calls;
    }

    /**
     * @throws CannotStart if there is no installation
     */
    static RunningProviders of(Path sandboxFile) {
        if (!Files.exists(sandboxFile)) {
            throw new CannotStart("no installation is running: " + sandboxFile + " does not exist yet; " + START);
        }
        String url =
                JsonMapper.shared().readTree(sandboxFile).path("providers_url").asString("");
        if (url.isEmpty()) {
            throw new CannotStart(sandboxFile + " has no providers_url; " + START);
        }
        return new RunningProviders(new HttpCalls(url));
    }

    /** The provider with this code or name, ignoring case. */
    static Provider named(String codeOrName) {
        return Provider.find(codeOrName)
                .orElseThrow(() -> new CannotStart("'" + codeOrName + "' is not a provider; the providers are "
                        + Arrays.stream(Provider.values())
                                .map(provider -> provider.configurationName() + " (" + provider.name() + ")")
                                .collect(Collectors.joining(", "))));
    }

    /** The provider's current faults. */
    JsonNode faults(Provider provider) {
        return answered(() -> calls.get(FAULTS + provider.name(), Map.of())).body();
    }

    /** Sets the provider's faults. Omitted faults become inactive. */
    Answer misbehave(Provider provider, JsonNode faults) {
        return answered(() -> calls.put(FAULTS + provider.name(), Map.of(), faults));
    }

    /** Returns the settlement file of a day as a stream. The caller closes it. */
    InputStream statement(Provider provider, LocalDate day) {
        return answered(() -> new ProviderStatements(calls).open(provider.name(), day));
    }

    @Override
    public void close() {
        calls.close();
    }

    private <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (NoAnswer silent) {
            throw new CannotStart("the providers at " + calls.baseUrl() + " do not answer; " + START);
        }
    }
}
