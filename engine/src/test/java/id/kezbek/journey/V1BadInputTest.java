package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field at both sides of each limit, and invalid bodies: each gets a clear refusal, and nothing is recorded. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1BadInputTest {

    private static final int REFERENCE_MAX = 30;
    private static final int WALLET_MAX = 20;
    private static final int NESTED = 100_000;

    private final EngineUnderTest engine;
    private PartnerSystem partner;
    private PartnerSystem another;

    V1BadInputTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void onboard() {
        partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        another = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
    }

    static Stream<Arguments> faultyFields() {
        return Stream.of(
                        faults("quantity", "0", "1000001", "-1", "1.5", "1e7", "1e999999999", "\"2\"", "\"\"", "true"),
                        faults("amount", "0", "-1", "1000000000000.01", "750000.001", "1e13", "1e-999999999"),
                        faults("amount", "1e999999999", "0.009", "\"0\"", "\"-1\"", "\"1000000000000.01\"", "\"\""),
                        faults("amount", "\"750000.001\"", "\"750,000\"", "\"7e5\"", "\"0x10\"", "\" 750000\"", "true"),
                        faults("msisdn", "\"1234567\"", "\"1234567890123456\"", "628118770510", "\"\"", "true"),
                        faults("msisdn", "\"00000000\"", "\"628118770510 ext. 4\"", "\"62811877051x\""),
                        faults("msisdn", "\"8118770510\"", "\"0213905500\"", "\"+6591234567\"", "\"628001234567\""),
                        faults("msisdn", "\"٦٢٨١١٨٧٧٠٥١٠\"", "\"628118770510\\n\"", "\"62811877\\u0000510\""),
                        faults(
                                "email",
                                "\"nobody\"",
                                "\"a@b\"",
                                "\"a b@example.com\"",
                                "\"@example.com\"",
                                "7",
                                "true"),
                        faults("email", "\"a@example.com\\u0000\"", "\"a@example.com\\u2028\"", "\" \""),
                        faults("email", "\"" + email(301) + "\"", "\"a@b.id,c@d.id\"", "\"a@b.id\\r\\nBcc: c@d.id\""),
                        faults("merchant_code", "\"\"", "\" \"", "7", "true", "\"" + "W".repeat(WALLET_MAX + 1) + "\""),
                        faults("merchant_code", "\"LSAJA\\u0000\"", "\"LSAJA\\u2028\"", "\"LSAJA\\n\""),
                        faults("transaction_reference", "\"\"", "\"  \"", "7", "true"),
                        faults("transaction_reference", "\"" + "R".repeat(REFERENCE_MAX + 1) + "\""),
                        faults("transaction_reference", "\"" + "😀".repeat(REFERENCE_MAX + 1) + "\""),
                        faults("transaction_reference", "\"A\\u0000\"", "\"A\\u0007\"", "\"A\\n\"", "\"A\\u007f\""),
                        faults("transaction_reference", "\"A\\u2028\"", "\"A\\u2029\"", "\"A\\u202e\"", "\"A\\ud800\""),
                        faults("transaction_reference", "\" A\"", "\"A \"", "\"A\\u00a0\"", "\"A\\u00a0B\""),
                        faults("transaction_reference", "\"\\u00a0\"", "\"\\u3000\"", "\"\\u3164\"", "\"A\\u200b\""),
                        Stream.of("quantity", "amount", "msisdn", "merchant_code", "transaction_reference")
                                .map(field -> Arguments.of(field, "null")),
                        Stream.of("quantity", "amount", "msisdn", "email", "merchant_code", "transaction_reference")
                                .flatMap(field -> faults(field, "[]", "{}", "[1]", "{\"value\":1}")))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("faultyFields")
    void namesTheFieldAtFault(String field, String rawJson) {
        refusesRecordingNothing(PurchaseBody.good().with(field, rawJson).json(), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantity", "amount", "msisdn", "merchant_code", "transaction_reference"})
    void namesMissingField(String field) {
        refusesRecordingNothing(PurchaseBody.good().without(field).json(), field);
    }

    @Test
    void namesAllFieldsAtFaultAtOnce() {
        Answer answer = partner.report("{\"email\":\"nobody\"}");
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.fields())
                .containsExactlyInAnyOrder(
                        "quantity", "amount", "msisdn", "email", "merchant_code", "transaction_reference");
        assertThat(answer.body().get("errors").valueStream())
                .allSatisfy(error -> assertThat(error.get("reason").asString()).isNotBlank());
    }

    static Stream<Arguments> goodFields() {
        return Stream.of(
                Arguments.of("quantity", "1"),
                Arguments.of("quantity", "1000000"),
                Arguments.of("amount", "50000"),
                Arguments.of("amount", "50000.01"),
                Arguments.of("amount", "50000.10"),
                Arguments.of("amount", "1000000000000"),
                Arguments.of("amount", "1000000000000.00"),
                Arguments.of("amount", "\"1000000000000\""),
                Arguments.of("amount", "\"750000.5\""),
                Arguments.of("msisdn", "\"62811000111\""),
                Arguments.of("msisdn", "\"+62 811-8770-510\""),
                Arguments.of("msisdn", "\"08118770510\""),
                Arguments.of("msisdn", "\"62811000111222\""),
                Arguments.of("email", "\"" + email(300) + "\""),
                Arguments.of("email", "null"),
                Arguments.of("email", "\"\""),
                Arguments.of("transaction_reference", "\"X\""),
                Arguments.of("transaction_reference", "\"" + "R".repeat(REFERENCE_MAX) + "\""),
                Arguments.of("transaction_reference", "\"" + "😀".repeat(REFERENCE_MAX) + "\""),
                Arguments.of("transaction_reference", "\"faktur № 1/ž'; drop\""),
                Arguments.of("unknown", "{\"deeply\":[\"ignored\"]}"));
    }

    @ParameterizedTest
    @MethodSource("goodFields")
    void takesTheLastValueInsideEachEdge(String field, String rawJson) {
        // Uses another partner, so that later consequences are not counted elsewhere.
        assertThat(another.report(PurchaseBody.good().with(field, rawJson).json())
                        .v1())
                .isEqualTo("200 8000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "7",
                "true",
                "\"text\"",
                "{",
                "}",
                "{]",
                "{\"quantity\":}",
                "{\"quantity\":01}",
                "{\"quantity\":NaN}",
                "{'quantity':1}",
                "{quantity:1}",
                "{\"quantity\":1,}",
                "{\"quantity\":1} {}",
                "{\"quantity\":1}x",
                "quantity=1&amount=2",
                "<purchase/>",
                "{\"quantity\":1,\"quantity\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"amount\":1e99999999999}",
                "{\"unknown\":1e-99999999999}",
                "{\"transaction_reference\":\"raw\ncontrol\"}",
            })
    void refusesBodyThatIsNotJsonObject(String body) {
        refusesRecordingNothing(body, "body");
    }

    @Test
    void refusesAFieldGivenTwiceInAnOtherwiseGoodBody() {
        String good = PurchaseBody.good().json();
        refusesRecordingNothing("{\"amount\":60000," + good.substring(1), "body");
    }

    @Test
    void refusesNestingWithoutEnd() {
        String deep = "[".repeat(NESTED / 2) + "]".repeat(NESTED / 2);
        refusesRecordingNothing(
                PurchaseBody.good().with("unknown", deep.substring(0, 60_000)).json(), "body");
        String legalButDeep = "[".repeat(25) + "]".repeat(25);
        refusesRecordingNothing(
                PurchaseBody.good().with("unknown", legalButDeep).json(), "body");
    }

    @Test
    void refusesTooLargeBody() {
        String good = PurchaseBody.good().json();
        refusesRecordingNothing(" ".repeat(1024 * 1024) + good, "body");
        refusesRecordingNothing(good + " ".repeat(1024 * 1024), "body");
        refusesRecordingNothing(
                PurchaseBody.good()
                        .with("transaction_reference", "\"" + "R".repeat(1024 * 1024) + "\"")
                        .json(),
                "body");
    }

    @Test
    void refusesBytesThatAreNoText() {
        for (byte[] broken :
                new byte[][] {{(byte) 0xC3, 0x28}, {(byte) 0xFF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {0}}) {
            Map<String, Long> before = partner.recorded();
            Answer answer = partner.report(withBytes(broken));
            assertThat(answer.v1()).isEqualTo("400 9008");
            assertThat(answer.fields())
                    .isSubsetOf("body", "transaction_reference")
                    .hasSize(1);
            assertThat(partner.recorded()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "1234567890123456", "62811877051x", "00000000", "%20"})
    void namesInvalidNumber(String msisdn) {
        Answer answer = partner.standing(msisdn);
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("meta", "errors");
        assertThat(answer.fields()).containsExactly("msisdn");
    }

    private void refusesRecordingNothing(String body, String field) {
        Map<String, Long> before = partner.recorded();
        Answer answer = partner.report(body);
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("meta", "errors");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(partner.recorded()).isEqualTo(before);
    }

    private static Stream<Arguments> faults(String field, String... rawJson) {
        return Stream.of(rawJson).map(raw -> Arguments.of(field, raw));
    }

    /** A valid purchase with these bytes in the middle of its reference. */
    private static byte[] withBytes(byte[] inside) {
        String json = PurchaseBody.good()
                .with("transaction_reference", "\"A§B\"")
                .json()
                .replace("§", "\u0001");
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        int at = IntStream.range(0, bytes.length)
                .filter(i -> bytes[i] == 1)
                .findFirst()
                .orElseThrow();
        byte[] whole = new byte[bytes.length - 1 + inside.length];
        System.arraycopy(bytes, 0, whole, 0, at);
        System.arraycopy(inside, 0, whole, at, inside.length);
        System.arraycopy(bytes, at + 1, whole, at + inside.length, bytes.length - at - 1);
        return whole;
    }

    /** A well-formed address of this length. */
    private static String email(int length) {
        String local = "a".repeat(64) + "@";
        String labels = ("b".repeat(63) + ".").repeat(3);
        return local + labels + "c".repeat(length - local.length() - labels.length());
    }
}
