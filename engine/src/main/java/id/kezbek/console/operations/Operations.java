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
 * Calls operations of API v2 with the rights of a page's reader. An operation runs as if it were a separate HTTP
 * request. So the roles, the partner's row filter, the idempotency key and the limits are checked.
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
     * The response to a GET.
     *
     * @param path the path, for example {@code /api/v2/payouts/01hg…}; see {@link Path}
     * @param query the query parameters, without parameters that have no value
     * @throws Refusal the operation's refusal
     */
    public <T> T get(Class<T> type, String path, Map<String, String> query) {
        return AnswerJson.read(call("GET", path, query, NOTHING, null, null).orRefusal(), type);
    }

    public <T> T get(Class<T> type, String path) {
        return get(type, path, Map.of());
    }

    /** Like {@link #get}, but returns empty if the object does not exist. */
    public <T> Optional<T> find(Class<T> type, String path, Map<String, String> query) {
        OperationAnswer answer = call("GET", path, query, NOTHING, null, null);
        return answer.status() == HttpStatus.NOT_FOUND.value()
                ? Optional.empty()
                : Optional.of(AnswerJson.read(answer.orRefusal(), type));
    }

    /**
     * Sends a POST.
     *
     * @param body the body, which is sent as JSON; null for no body
     * @param key the form's idempotency key; a second click then has no effect
     */
    public Outcome post(String path, @Nullable Object body, String key) {
        return send("POST", path, body, key);
    }

    /** Sends a POST to an operation that records nothing and needs no key. */
    public Outcome post(String path, Object body) {
        return send("POST", path, body, null);
    }

    /** Like {@link #post(String, Object, String)}, for an operation with query parameters. */
    public Outcome post(String path, Map<String, String> query, @Nullable Object body, String key) {
        byte[] bytes = body == null ? NOTHING : AnswerJson.bytes(body);
        return call("POST", path, query, bytes, MediaType.APPLICATION_JSON_VALUE, key)
                .outcome();
    }

    /** Like {@link #post(String, Object, String)}, with another HTTP method. */
    public Outcome send(String method, String path, @Nullable Object body, @Nullable String key) {
        byte[] bytes = body == null ? NOTHING : AnswerJson.bytes(body);
        return call(method, path, Map.of(), bytes, MediaType.APPLICATION_JSON_VALUE, key)
                .outcome();
    }

    /** Sends a file unchanged, for example a logo or a statement. */
    public Outcome put(String path, byte[] file, String contentType) {
        return put(path, Map.of(), file, contentType);
    }

    /** Like {@link #put(String, byte[], String)}, for an operation with query parameters. */
    public Outcome put(String path, Map<String, String> query, byte[] file, String contentType) {
        return call("PUT", path, query, file, contentType, null).outcome();
    }

    /** The response to a GET that does not return JSON, for example a PDF or a list as a file. */
    public OperationAnswer file(String path, Map<String, String> query, String accept) {
        return call("GET", path, query, NOTHING, accept, null);
    }

    /** The result of an operation that changes something. */
    public sealed interface Outcome {

        /**
         * @param status 202 if the change waits for a second person
         */
        record Done(int status, JsonNode body) implements Outcome {

            /** The body as a record, as in {@link Operations#get}. */
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
