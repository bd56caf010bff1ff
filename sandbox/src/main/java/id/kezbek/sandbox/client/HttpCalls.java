package id.kezbek.sandbox.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** HTTP calls to one server. All callers share the pool of open connections. */
public final class HttpCalls implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";

    private final String baseUrl;
    private final Duration answerTimeout;
    // Uses HTTP/1.1. Otherwise the client would offer an upgrade to HTTP/2 in the headers of each new connection.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** @param baseUrl without a trailing slash */
    public HttpCalls(String baseUrl) {
        this(baseUrl, ANSWER_TIMEOUT);
    }

    /**
     * @param answerTimeout the maximum wait for a response
     */
    public HttpCalls(String baseUrl, Duration answerTimeout) {
        this.baseUrl = baseUrl;
        this.answerTimeout = answerTimeout;
    }

    public String baseUrl() {
        return baseUrl;
    }

    public Answer get(String path, Map<String, String> headers) {
        return answer("GET", path, headers, BodyPublishers.noBody());
    }

    public Answer post(String path, Map<String, String> headers, JsonNode body) {
        HttpRequest.Builder request =
                request("POST", path, headers, BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        return answer("POST " + path, headers.containsKey(CONTENT_TYPE) ? request : request.header(CONTENT_TYPE, JSON));
    }

    public Answer put(String path, Map<String, String> headers, JsonNode body) {
        HttpRequest.Builder request =
                request("PUT", path, headers, BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        return answer("PUT " + path, request.header(CONTENT_TYPE, JSON));
    }

    /** Sends a body that is not JSON; the headers name its content type. */
    public Answer put(String path, Map<String, String> headers, BodyPublisher body) {
        return answer("PUT", path, headers, body);
    }

    /** Sends a file unchanged with PUT. */
    public Answer put(String path, Map<String, String> headers, byte[] file, String contentType) {
        HttpRequest.Builder request = request("PUT", path, headers, BodyPublishers.ofByteArray(file));
        return answer("PUT " + path, request.header(CONTENT_TYPE, contentType));
    }

    Answer post(String path, Map<String, String> headers, Multipart form) {
        HttpRequest.Builder request = request("POST", path, headers, BodyPublishers.ofByteArray(form.bytes()));
        return answer("POST " + path, request.header(CONTENT_TYPE, form.contentType()));
    }

    /** Returns the body as a stream, for responses that are too large for memory. The caller closes the stream. */
    public InputStream stream(String path) {
        HttpResponse<InputStream> response = send(
                "GET " + path, request("GET", path, Map.of(), BodyPublishers.noBody()), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new NoAnswer("GET " + path + " was answered with " + response.statusCode());
        }
        return response.body();
    }

    private Answer answer(String method, String path, Map<String, String> headers, BodyPublisher body) {
        return answer(method + " " + path, request(method, path, headers, body));
    }

    private Answer answer(String call, HttpRequest.Builder request) {
        HttpResponse<byte[]> response = send(call, request, BodyHandlers.ofByteArray());
        return new Answer(call, response.statusCode(), json(call, response));
    }

    private HttpRequest.Builder request(String method, String path, Map<String, String> headers, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(answerTimeout)
                .method(method, body);
        headers.forEach(request::header);
        return request;
    }

    private <T> HttpResponse<T> send(String call, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException failed) {
            String why = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
            throw new NoAnswer(call + " at " + baseUrl + " was not answered: " + why, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(call + " was interrupted", stopped);
        }
    }

    private static JsonNode json(String call, HttpResponse<byte[]> response) {
        byte[] body = response.body();
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException unreadable) {
            throw new NoAnswer(
                    call + " was answered with " + response.statusCode() + " and a body that is not JSON", unreadable);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
