package id.kezbek.shared.web;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.reading.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * Responds to requests that the server refuses before any filter or controller runs (an undecodable path, too many
 * headers). The response has the engine's own form instead of the server's HTML page.
 */
final class ErrorReport extends ErrorReportValve {

    private static final int FIRST_ERROR_STATUS = 400;

    private final ErrorAnswers answers;
    private final SafeHeaders safeHeaders;

    ErrorReport(ErrorAnswers answers, SafeHeaders safeHeaders) {
        this.answers = answers;
        this.safeHeaders = safeHeaders;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable error) {
        int status = response.getStatus();
        if (status < FIRST_ERROR_STATUS || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        // The cause is neither sent nor logged, because it may contain a caller's data.
        Refusal refusal = Faults.ofStatus(status);
        safeHeaders.write(request, response);
        try {
            write(answers.answer(refusal, path(request), request), response);
        } catch (IOException hungUp) {
            throw new UncheckedIOException(hungUp);
        }
    }

    /** The path of the request; empty if the request line was not read completely. */
    private static String path(Request request) {
        return RequestPath.decoded(request.getRequestURI());
    }

    private void write(ResponseEntity<Object> answer, Response response) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        Writer writer = response.getReporter();
        if (writer != null) {
            writer.write(answers.text(answer));
            response.finishResponse();
        }
    }
}
