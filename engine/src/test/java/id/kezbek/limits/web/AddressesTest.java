package id.kezbek.limits.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AddressesTest {

    private static final String PROXY = "10.0.0.1";

    @Test
    void believesNoHeaderWhereThereIsNoProxy() {
        assertThat(new Addresses("").of(request("192.0.2.1"))).isEqualTo(PROXY);
    }

    @Test
    void takesTheEntryThatTheOwnProxyWrote() {
        Addresses addresses = new Addresses("X-Forwarded-For");
        assertThat(addresses.of(request("192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of(request("198.51.100.7, 192.0.2.1"))).isEqualTo("192.0.2.1");
        MockHttpServletRequest twice = request("198.51.100.7");
        twice.addHeader("X-Forwarded-For", "192.0.2.1");
        assertThat(addresses.of(twice)).isEqualTo("192.0.2.1");
        assertThat(addresses.of(request("2001:db8::1"))).isEqualTo("2001:db8::1");
    }

    @Test
    void takesNothingThatIsNoAddress() {
        Addresses addresses = new Addresses("X-Forwarded-For");
        for (String none : new String[] {"", "localhost", "unknown", "192.0.2.1,", "a".repeat(5_000), "192.0.2.1:80"}) {
            assertThat(addresses.of(request(none))).as(none).isEqualTo(PROXY);
        }
        assertThat(addresses.of(new MockHttpServletRequest())).isEqualTo("127.0.0.1");
    }

    private static MockHttpServletRequest request(String forwardedFor) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(PROXY);
        request.addHeader("X-Forwarded-For", forwardedFor);
        return request;
    }
}
