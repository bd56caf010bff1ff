package id.kezbek.sandbox.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;

/** The providers' settlement files, one for each provider and day. */
public final class ProviderStatements {

    private static final String PATH = "/sandbox/statement/";

    private final HttpCalls providers;

    public ProviderStatements(HttpCalls providers) {
        this.providers = providers;
    }

    /** Returns the file as a stream. The caller closes the stream. */
    public InputStream open(String provider, LocalDate day) {
        return providers.stream(path(provider, day));
    }

    /** Returns the whole file. */
    public byte[] whole(String provider, LocalDate day) {
        try (InputStream file = open(provider, day)) {
            return file.readAllBytes();
        } catch (IOException broken) {
            throw new NoAnswer("the statement of " + provider + " could not be read: " + broken.getMessage(), broken);
        }
    }

    public String address(String provider, LocalDate day) {
        return providers.baseUrl() + path(provider, day);
    }

    private static String path(String provider, LocalDate day) {
        return PATH + provider + "?date=" + day;
    }
}
