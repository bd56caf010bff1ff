package id.kezbek.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs an endpoint can have, and which addresses are public. */
class EndpointUrlTest {

    private static EndpointUrl urls(boolean allowsInternal) {
        return new EndpointUrl(
                new WebhookSettings(allowsInternal, Duration.ofSeconds(20), Duration.ofDays(30), Duration.ofDays(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/hooks",
                "https://shop.example:8443/hooks?tenant=7",
                "HTTPS://shop.example",
                "https://8.8.8.8/",
                "https://[2606:4700::1111]/"
            })
    void acceptsPublicHttps(String url) {
        assertThat(urls(false).fault(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/hooks",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "gopher://shop.example/",
                "shop.example/hooks",
                "https:///hooks",
                "https://user:secret@shop.example/",
                "https://shop.example/#part",
                "https://shop.example/a b",
                "https://shop.example/ä",
                "https://localhost/hooks",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0.0.0.0/",
                "https://10.0.0.7/",
                "https://172.16.9.1/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fd00::1]/",
                "https://[fe80::1]/"
            })
    void refusesOtherSchemesCredentialsAndInternalAddresses(String url) {
        assertThat(urls(false).fault(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://shop.example:0/hooks", "https://shop.example:65536/", "https://shop.example:99999/hooks"
            })
    void refusesPortsThatDoNotExist(String url) {
        assertThat(urls(false).fault(url))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("must have a port"));
        assertThat(urls(false).fault("https://shop.example:65535/")).isEmpty();
    }

    @Test
    void allowsInternalAddressesOnlyIfTheSettingDoes() {
        assertThat(urls(true).fault("http://127.0.0.1:8080/hooks")).isEmpty();
        assertThat(urls(true).fault("ftp://127.0.0.1/")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "64:ff9b::a00:1",
                "100::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void internalAddressIsNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.1.1.1",
                "128.0.0.1",
                "169.253.1.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.1.1",
                "198.17.1.1",
                "198.20.0.1",
                "223.255.255.1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void publicAddressIsPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
