package id.kezbek.shared.web;

import id.kezbek.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;

/** The form of refusals and errors on pages for people. Its body is the page's text, or absent. */
public interface ErrorPage {

    ResponseEntity<Object> answer(Refusal refusal, HttpServletRequest request);
}
