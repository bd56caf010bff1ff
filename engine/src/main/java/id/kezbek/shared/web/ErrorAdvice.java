package id.kezbek.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns exceptions of controllers and Spring MVC into responses of v1 or v2. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAdvice {

    private final ErrorAnswers answers;

    ErrorAdvice(ErrorAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> answer(Throwable error, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted() || isHungUp(error)) {
            // The caller has closed the connection.
            return null;
        }
        ResponseEntity<Object> answer = answers.answer(error, RequestPath.of(request), request);
        if (error instanceof HttpRequestMethodNotSupportedException method) {
            response.setHeader(HttpHeaders.ALLOW, method.getHeaders().getFirst(HttpHeaders.ALLOW));
        }
        return answer;
    }

    private static boolean isHungUp(Throwable error) {
        return error instanceof AsyncRequestNotUsableException || error instanceof IOException;
    }
}
