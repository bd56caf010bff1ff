package id.kezbek.shared.web;

import id.kezbek.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;

/** Builds the console's error page. The response's body is the page's text; it may be absent. */
public interface ErrorPage {

    ResponseEntity<Object> answer(Refusal refusal, HttpServletRequest request);
}
