package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.web.connections.TrustedProxies;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SafeHeadersTest {

    private static final String EVERY_SUBDOMAIN_FOR_A_YEAR = "max-age=31536000; includeSubDomains";

    private final SafeHeaders headers = new SafeHeaders(new TrustedProxies(List.of("10.0.0.0/24")));

    @Test
    void sendsHstsOverTls() {
        MockHttpServletRequest encrypted = new MockHttpServletRequest();
        encrypted.setSecure(true);
        assertThat(strictTransportSecurity(encrypted)).isEqualTo(EVERY_SUBDOMAIN_FOR_A_YEAR);
        assertThat(strictTransportSecurity(forwarded("10.0.0.7", "https"))).isEqualTo(EVERY_SUBDOMAIN_FOR_A_YEAR);
    }

    @Test
    void believesAForwardedProtocolFromTrustedProxiesOnly() {
        assertThat(strictTransportSecurity(forwarded("10.0.1.7", "https"))).isNull();
        assertThat(strictTransportSecurity(forwarded("127.0.0.1", "https"))).isNull();
        assertThat(strictTransportSecurity(forwarded("10.0.0.7", "http"))).isNull();
        assertThat(strictTransportSecurity(new MockHttpServletRequest())).isNull();
    }

    private @Nullable String strictTransportSecurity(MockHttpServletRequest request) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        headers.write(request, response);
        return response.getHeader("Strict-Transport-Security");
    }

    private static MockHttpServletRequest forwarded(String peer, String protocol) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        request.addHeader("X-Forwarded-Proto", protocol);
        return request;
    }
}
