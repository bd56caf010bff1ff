package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.providers.ProviderSandbox;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The command {@code providers}: runs only the provider sandbox, in a container next to the engine's container. The
 * command writes the engine's settings for the providers, including credentials, to a file that the engine reads.
 */
public final class ProvidersCommand {

    private static final String USAGE = "use: providers --port <port> --properties <file> [--address 0.0.0.0]"
            + " [--url <how the engine reaches them>] [--engine <where callbacks go>]";
    private static final List<String> OPTIONS = List.of("--address", "--port", "--url", "--engine", "--properties");
    private static final int PORT_MAX = 65_535;

    private ProvidersCommand() {}

    /**
     * Starts the providers and returns while they run. Close the result to stop them.
     *
     * @param home the folder for the providers' books
     * @throws CannotStart if an option is invalid or the port is used
     */
    public static ProviderSandbox start(Home home, List<String> arguments) {
        Map<String, String> options = options(arguments);
        int port = port(required(options, "--port"));
        Path properties = Path.of(required(options, "--properties"));
        ProviderSandbox.Door door = new ProviderSandbox.Door(
                options.getOrDefault("--address", ProviderSandbox.Door.LOOPBACK),
                port,
                Optional.ofNullable(options.get("--url")).map(ProvidersCommand::url));
        ProviderSandbox providers = ProviderSandbox.start(home.data(), Clock.systemUTC(), door);
        Optional.ofNullable(options.get("--engine")).map(ProvidersCommand::url).ifPresent(providers::callbacksTo);
        tellTheEngine(providers, properties);
        return providers;
    }

    private static void tellTheEngine(ProviderSandbox providers, Path file) {
        Properties told = new Properties();
        told.putAll(providers.engineProperties());
        told.put("cezbek.sandbox.providers-url", providers.url().toString());
        try (StringWriter text = new StringWriter()) {
            told.store(text, "Written at each start of the providers; changes here are lost.");
            PrivateFile.write(file, text.toString());
        } catch (IOException unwritable) {
            providers.close();
            throw new CannotStart(file + " cannot be written: " + unwritable.getMessage());
        }
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!OPTIONS.contains(name)) {
                throw new CannotStart("'" + name + "' is not an option of providers; " + USAGE);
            }
            if (i + 1 == arguments.size()) {
                throw new CannotStart(name + " needs a value; " + USAGE);
            }
            options.put(name, arguments.get(i + 1));
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name))
                .orElseThrow(() -> new CannotStart("providers needs " + name + "; " + USAGE));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException _) {
            // A text that is not a number leads to the same exception as a number out of range.
        }
        throw new CannotStart("'" + text + "' is not a port; " + USAGE);
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException wrong) {
            throw new CannotStart("'" + text + "' is not an address; " + USAGE);
        }
    }
}
