package id.kezbek.shared.web;

import id.kezbek.shared.security.Allow;
import id.kezbek.shared.web.reading.Faults;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Responds to errors that the server raised outside Spring MVC. This response replaces the server's HTML page. */
@RestController
class ServerErrors implements ErrorController {

    private final ErrorAnswers answers;

    ServerErrors(ErrorAnswers answers) {
        this.answers = answers;
    }

    @Allow(anyone = true)
    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object error = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        // A direct request to this path gets a 404.
        String asked = RequestPath.decoded(path instanceof String text ? text : request.getRequestURI());
        if (error instanceof Throwable thrown) {
            return answers.answer(thrown, asked, request);
        }
        return answers.answer(Faults.ofStatus(status instanceof Integer code ? code : 404), asked, request);
    }
}
