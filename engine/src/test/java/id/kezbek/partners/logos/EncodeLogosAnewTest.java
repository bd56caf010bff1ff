package id.kezbek.partners.logos;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Logo;
import id.kezbek.partners.records.ChangePartner;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.Ids;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logos as an older engine stored them: unchanged in the store, under other keys. */
@EngineTest
class EncodeLogosAnewTest {

    private final EngineUnderTest engine;
    private final FileStore files;

    EncodeLogosAnewTest(EngineUnderTest engine) {
        this.engine = engine;
        this.files = engine.get(FileStore.class);
    }

    @Test
    void reencodesOldLogo() throws Exception {
        byte[] png = PartnerSamples.image("png", 64, 64);
        byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        byte[] sent = Arrays.copyOf(png, png.length + script.length);
        System.arraycopy(script, 0, sent, png.length, script.length);
        String key = keptAsSent("OLDLOGO1", sent);

        engine.get(EncodeLogosAnew.class).run();

        HttpResponse<byte[]> logo = logo("OLDLOGO1");
        assertThat(logo.statusCode()).isEqualTo(200);
        assertThat(new String(logo.body(), StandardCharsets.ISO_8859_1)).doesNotContain("script");
        assertThat(Logo.read(logo.body())).isInstanceOf(Logo.Reading.Accepted.class);
        assertThat(files.get(key, Logo.BYTES_MAX)).isEmpty();
        assertThat(audited("OLDLOGO1")).singleElement().asString().contains("encoded anew");
    }

    @Test
    void removesInvalidImageAndLogsIt() throws Exception {
        byte[] beginsOnly = Arrays.copyOf(PartnerSamples.image("png", 512, 512), 60);
        String key = keptAsSent("OLDLOGO2", beginsOnly);

        EncodeLogosAnew.Run run = engine.get(EncodeLogosAnew.class).run();

        assertThat(run.removed()).isPositive();
        assertThat(logo("OLDLOGO2").statusCode()).isEqualTo(404);
        assertThat(audited("OLDLOGO2")).singleElement().asString().contains("removed: cannot be decoded");
        assertThat(files.get(key, Logo.BYTES_MAX)).as("people can look at it").contains(beginsOnly);
    }

    @Test
    void leavesAPartnersLogoThatTheStoreDoesNotHave() {
        String key = keptAsSent("OLDLOGO3", PartnerSamples.image("png", 64, 64));
        files.remove(key);

        assertThat(engine.get(EncodeLogosAnew.class).run().left()).isPositive();

        assertThat(key("OLDLOGO3")).contains(key);
        keep("OLDLOGO3", null);
    }

    @Test
    void reencodesLogoLargerThanUploadLimit() {
        BufferedImage noise = new BufferedImage(800, 800, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int pixel = 0; pixel < 800 * 800; pixel++) {
            noise.setRGB(pixel % 800, pixel / 800, random.nextInt());
        }
        byte[] large = PartnerSamples.encoded(noise, "png");
        assertThat(large.length).isBetween(Logo.BYTES_MAX + 1, Logo.STORED_BYTES_MAX);
        keptAsSent("OLDLOGO5", large);

        engine.get(EncodeLogosAnew.class).run();

        assertThat(key("OLDLOGO5")).hasValueSatisfying(key -> assertThat(key).startsWith(Logo.FOLDER));
    }

    @Test
    void leavesALogoForWhichThereWasNoTime() {
        String key = keptAsSent("OLDLOGO6", PartnerSamples.image("jpeg", 2_048, 2_048));
        EncodeLogosAnew impatient = new EncodeLogosAnew(
                engine.get(JdbcClient.class),
                files,
                engine.get(ChangePartner.class),
                engine.get(Ids.class),
                new ImageWork(Duration.ofMillis(10), 1));

        assertThat(impatient.run().left()).isPositive();

        assertThat(key("OLDLOGO6")).contains(key);
        keep("OLDLOGO6", null);
    }

    @Test
    void touchesNoLogoTwice() {
        engine.partner("NEWLOGO1");
        Optional<String> key = key("NEWLOGO1");
        keptAsSent("OLDLOGO4", PartnerSamples.image("jpeg", 64, 64));
        engine.get(EncodeLogosAnew.class).run();
        Optional<String> encoded = key("OLDLOGO4");

        engine.get(EncodeLogosAnew.class).run();

        assertThat(key("OLDLOGO4")).isEqualTo(encoded);
        assertThat(key("NEWLOGO1")).isEqualTo(key);
    }

    private String keptAsSent(String code, byte[] bytes) {
        engine.partner(code);
        String key = "logos/" + code + ".png";
        files.put(key, bytes, "image/png");
        keep(code, key);
        return key;
    }

    private void keep(String code, @Nullable String key) {
        engine.database()
                .sql("update partners.partner set logo_key = :key where code = :code")
                .param("key", key)
                .param("code", code)
                .update();
    }

    private Optional<String> key(String code) {
        return engine.database()
                .sql("select logo_key from partners.partner where code = ?")
                .param(code)
                .query(String.class)
                .optional();
    }

    private List<String> audited(String code) {
        return engine.database()
                .sql("select detail from approvals.audit where subject = ? and detail like '%logo%'")
                .param("partner " + code)
                .query(String.class)
                .list();
    }

    private HttpResponse<byte[]> logo(String code) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(engine.uri("/api/v2/partners/" + code + "/logo"))
                            .header("Authorization", "Bearer " + engine.staffToken(Role.AUDITOR))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
