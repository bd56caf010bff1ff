package id.kezbek.sandbox.providers;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import id.kezbek.sandbox.providers.callbacks.Delivery;
import id.kezbek.sandbox.providers.wire.Answer;
import id.kezbek.sandbox.providers.wire.BadField;
import id.kezbek.sandbox.providers.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes requests from WireMock to the providers, and returns their responses. */
final class Front implements ResponseTransformerV2 {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Collection<Desk> desks;
    private final BackOffice backOffice;
    private final FrontPage frontPage;

    Front(Collection<Desk> desks, BackOffice backOffice, FrontPage frontPage) {
        this.desks = desks;
        this.backOffice = backOffice;
        this.frontPage = frontPage;
    }

    @Override
    public Response transform(Response response, ServeEvent serveEvent) {
        try {
            return response(delivery(serveEvent.getRequest()));
        } catch (BadField bad) {
            return response(Delivery.of(Answer.badField(bad)));
        } catch (RuntimeException e) {
            LOG.error("A call to the provider sandbox failed", e);
            return response(Delivery.of(Answer.message(500, "The sandbox itself failed.")));
        }
    }

    @Override
    public String getName() {
        return "providers";
    }

    private Delivery delivery(Request request) {
        if (request.getBody().length > MAX_BODY_BYTES) {
            return Delivery.of(Answer.message(400, "The body is larger than " + MAX_BODY_BYTES + " bytes."));
        }
        Call call =
                Call.of(request.getMethod().getName(), request.getUrl(), request::getHeader, request.getBodyAsString());
        for (Desk desk : desks) {
            Optional<Delivery> delivery = desk.handle(call);
            if (delivery.isPresent()) {
                return delivery.get();
            }
        }
        boolean isFrontPage = call.is("GET", "/");
        return Delivery.of(
                isFrontPage ? Answer.text(200, "text/html;charset=utf-8", frontPage.html()) : backOffice.handle(call));
    }

    private static Response response(Delivery delivery) {
        Answer answer = delivery.answer();
        Response.Builder response = Response.response()
                .status(answer.status())
                .headers(new HttpHeaders(HttpHeader.httpHeader("Content-Type", answer.contentType())))
                .incrementInitialDelay(delivery.delayMillis());
        switch (answer.body()) {
            case Answer.Body.Whole whole -> response.body(whole.text().getBytes(StandardCharsets.UTF_8));
            case Answer.Body.Streamed streamed -> response.body(streamed::open);
        }
        return switch (delivery.manner()) {
            case ANSWERED -> response.build();
            case RESET -> response.fault(Fault.CONNECTION_RESET_BY_PEER).build();
            case SILENCE -> response.fault(Fault.EMPTY_RESPONSE).build();
        };
    }
}
