package id.kezbek.sandbox.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;

/** The providers' settlement files, one a provider and day. */
public final class ProviderStatements {

    private static final String PATH = "/sandbox/statement/";

    private final HttpCalls providers;

    public ProviderStatements(HttpCalls providers) {
        this.providers = providers;
    }

    /** The file as it arrives; the caller closes it. */
    public InputStream open(String provider, LocalDate day) {
        return providers.stream(path(provider, day));
    }

    /** The whole file. */
    public byte[] whole(String provider, LocalDate day) {
        try (InputStream file = open(provider, day)) {
            return file.readAllBytes();
        } catch (IOException broken) {
            throw new NoAnswer("the statement of " + provider + " broke off: " + broken.getMessage(), broken);
        }
    }

    public String address(String provider, LocalDate day) {
        return providers.baseUrl() + path(provider, day);
    }

    private static String path(String provider, LocalDate day) {
        return PATH + provider + "?date=" + day;
    }
}
