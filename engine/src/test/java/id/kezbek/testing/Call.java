package id.kezbek.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One HTTP request. Every request and its response are compared with the OpenAPI documents. */
public final class Call {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpRequest.Builder request;
    private byte[] sent = {};

    private Call(URI uri) {
        this.request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
    }

    public static Call to(URI uri) {
        return new Call(uri);
    }

    public Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    public Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public Call post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    public Call post(byte[] body) {
        return send("POST", body);
    }

    /** Any method with a body. */
    public Call send(String method, byte[] body) {
        sent = body.clone();
        request.method(method, BodyPublishers.ofByteArray(body));
        return this;
    }

    /** Sends the body without its length. */
    public Call postChunked(byte[] body) {
        sent = body.clone();
        request.POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)));
        return this;
    }

    public Call method(String method) {
        request.method(method, BodyPublishers.noBody());
        return this;
    }

    /** The status of a response without a body. */
    public int statusBy(HttpClient client) {
        return send(request.build(), client).statusCode();
    }

    public Answer by(HttpClient client) {
        HttpRequest call = request.build();
        Answer answer = Answer.of(send(call, client));
        ApiContract.get()
                .check(new Exchange(call.method(), call.uri(), call.headers().map(), sent, answer));
        return answer;
    }

    private static HttpResponse<String> send(HttpRequest call, HttpClient client) {
        try {
            return client.send(call, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
