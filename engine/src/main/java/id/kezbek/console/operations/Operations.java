package id.kezbek.console.operations;

import id.kezbek.shared.Refusal;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.JsonNode;

/**
 * Operations of v2 for the reader of one page. Each runs as if it had been called over HTTP: with the check of the role, a
 * partner's own rows, the idempotency key and the limits of the API.
 */
public final class Operations {

    private static final byte[] NOTHING = new byte[0];

    private final DispatcherServlet servlet;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    public Operations(DispatcherServlet servlet, HttpServletRequest request, HttpServletResponse response) {
        this.servlet = servlet;
        this.request = request;
        this.response = response;
    }

    /**
     * The answer of a GET.
     *
     * @param path such as {@code /api/v2/payouts/01hg…}, see {@link Path}
     * @param query parameters with a value
     * @throws Refusal as the operation refuses
     */
    public <T> T get(Class<T> type, String path, Map<String, String> query) {
        return AnswerJson.read(call("GET", path, query, NOTHING, null, null).orRefusal(), type);
    }

    public <T> T get(Class<T> type, String path) {
        return get(type, path, Map.of());
    }

    /** As {@link #get}; empty if it is not there. Other refusals are thrown. */
    public <T> Optional<T> find(Class<T> type, String path, Map<String, String> query) {
        OperationAnswer answer = call("GET", path, query, NOTHING, null, null);
        return answer.status() == HttpStatus.NOT_FOUND.value()
                ? Optional.empty()
                : Optional.of(AnswerJson.read(answer.orRefusal(), type));
    }

    /**
     * Does something.
     *
     * @param body becomes JSON; null for none
     * @param key of the form, so that a second click does nothing more
     */
    public Outcome post(String path, @Nullable Object body, String key) {
        return send("POST", path, body, key);
    }

    /** As {@link #post}, of an operation that takes parameters beside its body. */
    public Outcome post(String path, Map<String, String> query, @Nullable Object body, String key) {
        byte[] bytes = body == null ? NOTHING : AnswerJson.bytes(body);
        return call("POST", path, query, bytes, MediaType.APPLICATION_JSON_VALUE, key)
                .outcome();
    }

    /** As {@link #post} with another method. */
    public Outcome send(String method, String path, @Nullable Object body, @Nullable String key) {
        byte[] bytes = body == null ? NOTHING : AnswerJson.bytes(body);
        return call(method, path, Map.of(), bytes, MediaType.APPLICATION_JSON_VALUE, key)
                .outcome();
    }

    /** Sends a file as it is, such as a logo or a statement. */
    public Outcome put(String path, byte[] file, String contentType) {
        return call("PUT", path, Map.of(), file, contentType, null).outcome();
    }

    /** The raw answer of a GET that is no JSON, such as a PDF or a list as a file. */
    public OperationAnswer file(String path, Map<String, String> query, String accept) {
        return call("GET", path, query, NOTHING, accept, null);
    }

    /** What an operation that changes something answered. */
    public sealed interface Outcome {

        /** @param status 202 if it waits for a second person */
        record Done(int status, JsonNode body) implements Outcome {

            /** The answer as a record, as {@link Operations#get} reads it. */
            public <T> T read(Class<T> type) {
                return AnswerJson.read(body, type);
            }
        }

        record Refused(Refusal refusal) implements Outcome {}
    }

    private OperationAnswer call(
            String method,
            String path,
            Map<String, String> query,
            byte[] body,
            @Nullable String type,
            @Nullable String key) {
        OperationRequest inner = new OperationRequest(request, method, path, query, body, type, key);
        OperationResponse answer = new OperationResponse(response);
        try {
            servlet.service(inner, answer);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ServletException failed) {
            throw new IllegalStateException("An operation failed: " + method + " " + path, failed);
        }
        return answer.answer();
    }
}
