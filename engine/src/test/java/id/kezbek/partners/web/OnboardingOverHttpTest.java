package id.kezbek.partners.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.Logo;
import id.kezbek.partners.OnboardingForm;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.records.PartnerArchive;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.WrittenLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class OnboardingOverHttpTest {

    private static final String PATH = OnboardingForm.PATH;
    private static final byte[] LOGO = PartnerSamples.image("png", 64, 64);

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;

    OnboardingOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.token = engine.staffToken(Role.OPERATIONS);
    }

    @BeforeEach
    void settle() {
        engine.settle();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void onboardsAPartner(CapturedOutput output) {
        Answer answer = post(form("ONB1"), LOGO);
        assertThat(answer.v1()).isEqualTo("200 8000");
        assertThat(answer.data().propertyNames())
                .containsExactlyInAnyOrder("transaction_id", "transaction_timestamp", "api_key", "api_secret");
        assertThat(answer.data().get("transaction_id").asString()).hasSizeLessThanOrEqualTo(30);
        String apiKey = answer.data().get("api_key").asString();
        String apiSecret = answer.data().get("api_secret").asString();
        assertThat(apiKey).matches("[A-Za-z0-9_-]{32}");
        assertThat(apiSecret).matches("[A-Za-z0-9_-]{43}");
        engine.get(id.kezbek.shared.sql.DataVersions.class).refresh();
        Partner partner = engine.get(PartnerDirectory.class).find("ONB1").orElseThrow();
        assertThat(partner.isActive()).isTrue();
        assertThat(partner.fundingMode()).isEqualTo(Partner.FundingMode.PREPAID);
        assertThat(engine.count("approvals.audit where act = 'PARTNER_ONBOARDED' and subject = 'partner ONB1'"))
                .isOne();
        assertThat(logos()).anyMatch(name -> name.endsWith(".png"));
        assertThat(WrittenLog.upToNow(output))
                .doesNotContain(apiKey, apiSecret, PartnerSamples.email("ONB1"), PartnerSamples.msisdn("ONB1"));
    }

    @Test
    void keepsNeitherKeyNorSecretReadable() {
        Answer answer = post(form("ONB2"), LOGO);
        String rows = engine.database()
                .sql("select string_agg(encode(api_key_hash, 'escape') || encode(sealed_secret, 'escape'), ' ')"
                        + " from partners.credential")
                .query(String.class)
                .single();
        assertThat(rows)
                .doesNotContain(
                        answer.data().get("api_key").asString(),
                        answer.data().get("api_secret").asString());
    }

    @Test
    void refusesFormOutsideUtf8() {
        String form = new String(OnboardingForm.bytes(form("LATIN1"), LOGO), StandardCharsets.ISO_8859_1);
        byte[] inLatin1 = form.replace("Siti", "S\u00edti").getBytes(StandardCharsets.ISO_8859_1);
        refusesRecordingNothing(() -> {
            Answer answer = send(inLatin1);
            assertThat(answer.v1()).isEqualTo("400 9008");
            assertThat(answer.fields()).containsExactly("officer");
        });
    }

    @ParameterizedTest
    @CsvSource({"code,code", "email,e-mail", "msisdn,MSISDN"})
    void refusesValuesOfOtherPartners(String field, String named) {
        String code = "DUP" + field.charAt(0);
        post(form(code.toUpperCase(java.util.Locale.ROOT)), LOGO);
        Map<String, String> other = form("NEW" + Character.toUpperCase(field.charAt(0)));
        String taken = form(code.toUpperCase(java.util.Locale.ROOT)).get(field);
        other.put(field, field.equals("email") ? taken.toUpperCase(java.util.Locale.ROOT) : taken);
        refusesRecordingNothing(() -> {
            Answer answer = post(other, LOGO);
            assertThat(answer.v1()).isEqualTo("400 BR-01");
            assertThat(answer.body().at("/meta/message").asString()).contains(named);
        });
    }

    @Test
    void oneOfManyConcurrentRequestsGetsCode(CapturedOutput output) throws Exception {
        long partners = engine.count("partners.partner");
        long logos = logos().count();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = IntStream.range(0, 8)
                    .<Callable<String>>mapToObj(i -> () -> {
                        Map<String, String> form = form("RACER" + i);
                        form.put("code", "RACE");
                        return post(form, LOGO).v1();
                    })
                    .toList();
            List<String> answers =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(answers)
                    .containsOnlyOnce("200 8000")
                    .filteredOn("400 BR-01"::equals)
                    .hasSize(7);
        }
        assertThat(engine.count("partners.partner")).isEqualTo(partners + 1);
        assertThat(logos()).hasSize((int) logos + 1);
        assertThat(WrittenLog.upToNow(output)).doesNotContain("@partner.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code|lower",
                "code|ELEVENCHARS",
                "code|A B",
                "code|A-B",
                "email|nobody",
                "email|a@b",
                "email|a b@example.com",
                "msisdn|00000000",
                "msisdn|1234567",
                "msisdn|1234567890123456",
                "msisdn|62811877051x",
                "partner|''",
                "partner|'   '",
                "officer|''",
                "address|''",
            })
    void namesTheFieldAtFault(String field, String value) {
        Map<String, String> form = form("BADFIELD");
        form.put(field, value);
        refusesRecordingNothing(() -> assertFault(post(form, LOGO), field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"partner", "code", "email", "msisdn", "officer", "address"})
    void refusesControlCharactersMissingAndOverlongAndRepeatedFields(String field) {
        refusesRecordingNothing(() -> {
            for (String invisible : List.of("\u0000", "\u0007", "\r\n", "\u2028", "\u202e", "\u200b")) {
                Map<String, String> form = form("BADFIELD");
                form.compute(field, (name, value) -> value + invisible);
                assertFault(post(form, LOGO), field);
            }
            Map<String, String> missing = form("BADFIELD");
            missing.remove(field);
            assertFault(post(missing, LOGO), field);
            Map<String, String> overlong = form("BADFIELD");
            overlong.put(field, "9".repeat(351));
            assertFault(post(overlong, LOGO), field);
            byte[] twice = join(
                    OnboardingForm.part(field, form("BADFIELD").get(field)),
                    OnboardingForm.bytes(form("BADFIELD"), LOGO));
            assertFault(send(twice), field);
        });
    }

    @Test
    void takesTheLongestOfEachFieldAndLettersOfAnyScript() {
        Map<String, String> form = form("LONGEST123");
        form.put("partner", "ż".repeat(120));
        form.put("officer", "😀".repeat(120));
        form.put("address", "京".repeat(350));
        assertThat(post(form, LOGO).v1()).isEqualTo("200 8000");
        assertThat(engine.get(PartnerArchive.class)
                        .find("LONGEST123")
                        .orElseThrow()
                        .officer())
                .isEqualTo("😀".repeat(120));
    }

    @Test
    void refusesInvalidLogo() {
        refusesRecordingNothing(() -> {
            assertFault(send(OnboardingForm.bytes(form("NOLOGO"), null)), "logo");
            assertFault(post(form("NOLOGO"), new byte[0]), "logo");
            assertFault(post(form("NOLOGO"), "not an image".getBytes(StandardCharsets.UTF_8)), "logo");
            assertFault(post(form("NOLOGO"), Arrays.copyOf(LOGO, 40)), "logo");
            assertFault(post(form("NOLOGO"), PartnerSamples.image("gif", 64, 64)), "logo");
            assertFault(post(form("NOLOGO"), PartnerSamples.image("png", 4097, 16)), "logo");
            assertFault(post(form("NOLOGO"), new byte[Logo.BYTES_MAX + 1]), "logo");
            assertFault(post(form("NOLOGO"), new byte[3 * Logo.BYTES_MAX]), "body");
            Map<String, String> asText = form("NOLOGO");
            asText.put("logo", "text");
            assertFault(send(OnboardingForm.bytes(asText, null)), "logo");
        });
    }

    @Test
    void namesAllFaultsAtOnce() {
        Answer answer = send(OnboardingForm.NO_FIELDS);
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.fields())
                .containsExactlyInAnyOrder("partner", "code", "email", "msisdn", "officer", "address", "logo");
    }

    @Test
    void refusesABrokenForm() {
        refusesRecordingNothing(() -> {
            byte[] whole = OnboardingForm.bytes(form("BROKEN"), LOGO);
            assertThat(send(Arrays.copyOf(whole, whole.length / 2)).v1()).isEqualTo("400 9008");
            assertThat(send(new byte[0]).v1()).isEqualTo("400 9008");
            assertThat(Call.to(engine.uri(PATH))
                            .bearer(token)
                            .header("content-type", "multipart/form-data")
                            .post(whole)
                            .by(client)
                            .v1())
                    .isEqualTo("400 9008");
        });
    }

    /** Every proxy on the way logs addresses. */
    @Test
    void takesNoFieldFromTheAddress() {
        Map<String, String> form = form("QRY");
        form.remove("email");
        String address = PATH + "?email=" + PartnerSamples.email("QRY");
        refusesRecordingNothing(() -> {
            Answer answer = send(address, OnboardingForm.bytes(form, LOGO), token);
            assertThat(answer.v1()).isEqualTo("400 9008");
            assertThat(answer.fields()).containsExactly("email");
        });
        assertThat(send(address, OnboardingForm.bytes(form("QRY"), LOGO), token).v1())
                .isEqualTo("200 8000");
    }

    @Test
    void recordsNothingWhileFileStoreIsUnavailable() throws IOException {
        Path bucket = bucket();
        Path aside = bucket.resolveSibling("aside");
        Files.move(bucket, aside);
        try {
            refusesRecordingNothing(
                    () -> assertThat(post(form("NOSTORE"), LOGO).v1()).isEqualTo("503 9003"));
        } finally {
            Files.move(aside, bucket);
        }
        assertThat(post(form("NOSTORE"), LOGO).v1()).isEqualTo("200 8000");
    }

    @Test
    void refusesCallersWithoutTheRightRole() {
        refusesRecordingNothing(() -> {
            byte[] form = OnboardingForm.bytes(form("NOROLE"), LOGO);
            assertThat(send(form, "").v1()).isEqualTo("401 9005");
            assertThat(send(form, engine.staffToken(Role.AUDITOR)).v1()).isEqualTo("401 9005");
        });
    }

    private void refusesRecordingNothing(Runnable calls) {
        List<Long> before = recorded();
        calls.run();
        assertThat(recorded()).isEqualTo(before);
    }

    private List<Long> recorded() {
        return List.of(
                engine.count("partners.partner"),
                engine.count("partners.credential"),
                engine.count("facts.fact"),
                Files.isDirectory(bucket()) ? logos().count() : -1);
    }

    private static void assertFault(Answer answer, String field) {
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.fields()).contains(field).allMatch(field::equals);
    }

    private Path bucket() {
        return engine.world().folder().resolve("files").resolve("cezbek-files");
    }

    private Stream<String> logos() {
        Path folder = bucket().resolve("logos").resolve("anew");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Answer post(Map<String, String> form, byte[] logo) {
        return send(OnboardingForm.bytes(form, logo));
    }

    private Answer send(byte[] body) {
        return send(body, token);
    }

    private Answer send(byte[] body, String bearer) {
        return send(PATH, body, bearer);
    }

    private Answer send(String address, byte[] body, String bearer) {
        return Call.to(engine.uri(address))
                .bearer(bearer)
                .header("content-type", OnboardingForm.CONTENT_TYPE)
                .post(body)
                .by(client);
    }

    private static Map<String, String> form(String code) {
        return OnboardingForm.texts(code);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
