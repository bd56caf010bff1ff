package id.kezbek.shared.web;

import id.kezbek.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;

/** Builds the console's error page. The body of the response is the text of the page; a response may have no body. */
public interface ErrorPage {

    ResponseEntity<Object> answer(Refusal refusal, HttpServletRequest request);
}
