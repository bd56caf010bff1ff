package id.kezbek.limits.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.web.connections.TrustedProxies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AddressesTest {

    private static final String HEADER = "X-Forwarded-For";
    private static final String PROXY = "10.0.0.1";
    private static final TrustedProxies PROXIES = new TrustedProxies(List.of("10.0.0.0/24", "2001:db8:1::/64"));

    private final Addresses addresses = new Addresses(HEADER, PROXIES);

    @Test
    void ignoresHeaderWithoutSetting() {
        assertThat(new Addresses("", PROXIES).of(request("192.0.2.1"))).isEqualTo(PROXY);
    }

    @Test
    void takesTheEntryThatTheOwnProxyWrote() {
        assertThat(addresses.of(request("192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of(request("198.51.100.7, 192.0.2.1"))).isEqualTo("192.0.2.1");
        MockHttpServletRequest twice = request("198.51.100.7");
        twice.addHeader(HEADER, "192.0.2.1");
        assertThat(addresses.of(twice)).isEqualTo("192.0.2.1");
        assertThat(addresses.of(request("2001:db8::1"))).isEqualTo("2001:db8::1");
        assertThat(addresses.of(from("2001:db8:1::7", "192.0.2.1"))).isEqualTo("192.0.2.1");
    }

    @Test
    void believesTheHeaderFromTrustedProxiesOnly() {
        for (String stranger : new String[] {"10.0.1.1", "192.168.0.1", "127.0.0.1", "203.0.113.5", "2001:db8:2::7"}) {
            assertThat(addresses.of(from(stranger, "192.0.2.1"))).isEqualTo(stranger);
        }
    }

    @Test
    void ignoresInvalidAddress() {
        for (String none : new String[] {"", "localhost", "unknown", "192.0.2.1,", "a".repeat(5_000), "192.0.2.1:80"}) {
            assertThat(addresses.of(request(none))).as(none).isEqualTo(PROXY);
        }
        assertThat(addresses.of(new MockHttpServletRequest())).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesUnusualHeader() {
        assertThatThrownBy(() -> new Addresses(HEADER, new TrustedProxies(List.of())))
                .hasMessageContaining("cezbek.edge.trusted-proxies is empty");
    }

    private static MockHttpServletRequest request(String forwardedFor) {
        return from(PROXY, forwardedFor);
    }

    private static MockHttpServletRequest from(String peer, String forwardedFor) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        request.addHeader(HEADER, forwardedFor);
        return request;
    }
}
