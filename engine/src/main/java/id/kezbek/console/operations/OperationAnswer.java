package id.kezbek.console.operations;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** The response of an operation of API v2. */
public record OperationAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final int FIRST_REFUSAL = 400;

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(java.util.Locale.ROOT));
    }

    /** The response's body. Throws the refusal if the operation refused the request. */
    public byte[] orRefusal() {
        if (status >= FIRST_REFUSAL) {
            throw refusal();
        }
        return body;
    }

    Operations.Outcome outcome() {
        return status >= FIRST_REFUSAL
                ? new Operations.Outcome.Refused(refusal())
                : new Operations.Outcome.Done(status, AnswerJson.tree(body));
    }

    /** The operation's refusal, read from the error response (problem details). */
    private Refusal refusal() {
        JsonNode problem = AnswerJson.tree(body);
        String name = problem.path("code").asString("");
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(one -> one.v2Code().equals(name))
                .findFirst()
                .orElse(ErrorCode.SOMETHING_WENT_WRONG);
        String detail = problem.path("detail").asString(code.name());
        String wait = header(HttpHeaders.RETRY_AFTER);
        if (wait != null) {
            return Refusal.later(code, detail, Duration.ofSeconds(Long.parseLong(wait)));
        }
        List<FieldError> errors = problem.path("errors").values().stream()
                .map(error -> new FieldError(
                        error.path("field").asString(""), error.path("reason").asString("")))
                .toList();
        return new Refusal(code, detail, errors);
    }
}
