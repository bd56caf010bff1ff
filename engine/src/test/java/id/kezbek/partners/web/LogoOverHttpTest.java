package id.kezbek.partners.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Logo;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@EngineTest
class LogoOverHttpTest {

    private static final byte[] PNG = PartnerSamples.image("png", 64, 64);

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    LogoOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void givesOutTheImageThatWasPutIn() throws Exception {
        engine.partner("LOGO1");
        byte[] jpeg = PartnerSamples.image("jpeg", 200, 100);

        assertThat(put("LOGO1", "image/jpeg", jpeg).statusCode()).isEqualTo(204);

        HttpResponse<byte[]> logo = get("LOGO1");
        assertThat(logo.statusCode()).isEqualTo(200);
        assertThat(logo.headers().firstValue("content-type")).contains("image/jpeg");
        assertThat(logo.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(logo.body()).isEqualTo(accepted(jpeg));
        assertThat(get("LOGO1").body()).as("the stored bytes are served").isEqualTo(logo.body());
    }

    @Test
    void judgesAnImageByItsContentAndLeavesTheOldOne() throws Exception {
        engine.partner("LOGO2");
        put("LOGO2", "image/png", PNG);
        byte[] html = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        for (byte[] none : Stream.of(html, new byte[0], Arrays.copyOf(PNG, 40), PartnerSamples.image("gif", 64, 64))
                .toList()) {
            assertThat(put("LOGO2", "image/png", none).statusCode()).isEqualTo(400);
        }
        assertThat(put("LOGO2", "image/png", new byte[Logo.BYTES_MAX + 1]).statusCode())
                .isEqualTo(413);
        assertThat(put("LOGO2", "text/html", PNG).statusCode()).isEqualTo(415);
        assertThat(put("NOLOGO99", "image/png", PNG).statusCode()).isEqualTo(404);

        assertThat(get("LOGO2").body()).isEqualTo(accepted(PNG));
    }

    private static byte[] accepted(byte[] sent) {
        return ((Logo.Reading.Accepted) Logo.read(sent)).logo().bytes();
    }

    private HttpResponse<String> put(String code, String type, byte[] image) throws IOException, InterruptedException {
        return client.send(
                request(code, Role.OPERATIONS)
                        .header("content-type", type)
                        .PUT(BodyPublishers.ofByteArray(image))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String code) throws IOException, InterruptedException {
        return client.send(request(code, Role.AUDITOR).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String code, Role role) {
        return HttpRequest.newBuilder(engine.uri("/api/v2/partners/" + code + "/logo"))
                .header("Authorization", "Bearer " + engine.staffToken(role));
    }
}
