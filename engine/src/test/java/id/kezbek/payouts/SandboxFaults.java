package id.kezbek.payouts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Sets how a provider of the sandbox misbehaves, over HTTP as anybody would. */
public final class SandboxFaults {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SandboxFaults() {}

    /** @param json such as {"refuse": 1.0}; an empty object for none */
    public static void set(URI providers, String provider, String json) {
        HttpRequest request = HttpRequest.newBuilder(providers.resolve("/sandbox/faults/" + provider))
                .PUT(BodyPublishers.ofString(json))
                .build();
        try {
            int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("The sandbox refused the faults " + json + ": " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
