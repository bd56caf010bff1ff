package id.kezbek.shared.web.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.connections.EdgeSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Two permits for one caller, three for all callers. */
class LargeBodiesTest {

    private static final int LARGE = 64 * 1024 + 1;
    private static final String BATCH = "/api/v2/transactions:batch";

    private final LargeBodies bodies = new LargeBodies(
            new EdgeSettings(1_024, List.of(), Duration.ofSeconds(1), 1_024, Duration.ofSeconds(2), 2, 3));

    @Test
    void takesSoManyOfOneCallerAndOfAll() {
        MockHttpServletRequest first = enter(partner(1), LARGE);
        enter(partner(1), LARGE);
        refuses(partner(1), LARGE);

        enter(partner(2), LARGE);
        refuses(partner(3), LARGE);

        leave(first);
        enter(partner(3), LARGE);
        refuses(partner(1), LARGE);
    }

    @Test
    void refusedBodyUsesNoSlot() {
        MockHttpServletRequest first = enter(partner(1), LARGE);
        MockHttpServletRequest second = enter(partner(1), LARGE);
        MockHttpServletRequest third = enter(partner(2), LARGE);
        for (int call = 0; call < 10; call++) {
            refuses(partner(1), LARGE);
            refuses(partner(2), LARGE);
        }
        leave(first);
        leave(second);
        leave(third);

        enter(partner(1), LARGE);
        enter(partner(1), LARGE);
        enter(partner(2), LARGE);
    }

    @Test
    void countsPeopleAsCallers() {
        Caller person = new Caller(Role.OPERATIONS, "one@kezbek.example", null);
        enter(person, LARGE);
        enter(person, LARGE);
        refuses(person, LARGE);
        enter(new Caller(Role.OPERATIONS, "two@kezbek.example", null), LARGE);
    }

    @Test
    void ordinaryBodiesNeedNoPlace() {
        for (int call = 0; call < 10; call++) {
            enter(partner(1), LARGE - 1);
        }
    }

    @Test
    void bodyWithoutLengthCountsAsLarge() {
        enter(chunked(partner(1), BATCH));
        enter(chunked(partner(1), BATCH));
        assertThatThrownBy(() -> enter(chunked(partner(1), BATCH))).isInstanceOf(Refusal.class);
        enter(chunked(partner(1), "/api/v2/transactions"));
    }

    /** A statement may have 64 MB. */
    @Test
    void readsOneFileAtATime() {
        MockHttpServletRequest first = enter(chunked("one@kezbek.example"));
        enter(partner(1), LARGE);

        assertThatThrownBy(() -> enter(chunked("two@kezbek.example")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.OUT_OF_SERVICE);
                    assertThat(refusal.retryAfter()).isPresent();
                });

        leave(first);
        enter(chunked("two@kezbek.example"));
    }

    @Test
    void theOperationOfAPageSharesItsPlace() {
        MockHttpServletRequest page = enter(chunked("one@kezbek.example"));
        MockHttpServletRequest operation = chunked("one@kezbek.example");
        Collections.list(page.getAttributeNames())
                .forEach(name -> operation.setAttribute(name, page.getAttribute(name)));

        enter(operation);
        leave(operation);
        assertThatThrownBy(() -> enter(chunked("two@kezbek.example")))
                .as("the page's request is not over")
                .isInstanceOf(Refusal.class);
        leave(page);
        enter(chunked("two@kezbek.example"));
    }

    private static MockHttpServletRequest chunked(String person) {
        MockHttpServletRequest request =
                chunked(new Caller(Role.FINANCE, person, null), "/console/statement-import/preview");
        request.setMethod("PUT");
        return request;
    }

    private void refuses(Caller caller, int length) {
        assertThatThrownBy(() -> enter(caller, length))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
    }

    private MockHttpServletRequest enter(Caller caller, int length) {
        MockHttpServletRequest request = request(caller, BATCH);
        request.setContent(new byte[length]);
        return enter(request);
    }

    private MockHttpServletRequest enter(MockHttpServletRequest request) {
        assertThat(bodies.preHandle(request, new MockHttpServletResponse(), this))
                .isTrue();
        return request;
    }

    private void leave(MockHttpServletRequest request) {
        bodies.afterCompletion(request, new MockHttpServletResponse(), this, null);
    }

    private static MockHttpServletRequest chunked(Caller caller, String path) {
        MockHttpServletRequest request = request(caller, path);
        request.addHeader("Transfer-Encoding", "chunked");
        return request;
    }

    private static MockHttpServletRequest request(Caller caller, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setServletPath(path);
        request.setAttribute(Caller.ATTRIBUTE, caller);
        return request;
    }

    private static Caller partner(long id) {
        return new Caller(Role.PARTNER, "PARTNER" + id, new PartnerId(id));
    }
}
