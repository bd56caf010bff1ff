package id.kezbek.shared.web.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.WrittenLog;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class ErrorsOverHttpTest {

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    ErrorsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void wearsV1sEnvelopeUnderV1() {
        Answer answer = get("/api/v1/faulty/field");
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("meta", "errors");
        assertThat(answer.fields()).containsExactly("amount");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(get("/api/v1/faulty/not-found").v1()).isEqualTo("200 9002");
        assertThat(get("/api/v1/faulty/none").v1()).isEqualTo("400 BR-07");
    }

    @Test
    void wearsProblemDetailsUnderV2() {
        Answer answer = get("/api/v2/faulty/field");
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.body().get("status").asInt()).isEqualTo(400);
        assertThat(answer.body().get("title").asString()).isEqualTo("Bad Request");
        assertThat(answer.body().get("type").asString()).isEqualTo("about:blank");
        assertThat(answer.fields()).containsExactly("amount");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(get("/api/v2/faulty/not-found").v2()).isEqualTo("404 not-found");
    }

    @Test
    void namesUndecodableQuery() {
        Answer answer = Call.to(engine.uri("/api/v2/payouts?wallet=%ED%A0%80"))
                .bearer(engine.staffToken(Role.ADMIN))
                .by(client);
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly("query");
    }

    @Test
    void hidesUnexpectedErrorAndLogsItOnce(CapturedOutput output) {
        Answer answer = Call.to(engine.uri("/api/v1/faulty/unexpected"))
                .header("X-Request-Id", "my-id.7_Z")
                .by(client);
        assertThat(answer.v1()).isEqualTo("500 9001");
        assertThat(answer.http().body()).doesNotContain("inner workings");
        assertThat(answer.header("X-Request-Id")).isEqualTo("my-id.7_Z");
        assertThat(WrittenLog.upToNow(output).lines().filter(line -> line.contains("inner workings")))
                .hasSize(1)
                .allMatch(line -> line.contains("\"requestId\":\"my-id.7_Z\""));
    }

    @Test
    void replacesInvalidRequestId() {
        String given = "bad id\tx";
        Answer answer =
                Call.to(engine.uri("/api/ping")).header("X-Request-Id", given).by(client);
        assertThat(answer.header("X-Request-Id"))
                .matches("[A-Za-z0-9._-]{1,64}")
                .isNotEqualTo(given);
        assertThat(Call.to(engine.uri("/api/ping"))
                        .header("X-Request-Id", "a".repeat(65))
                        .by(client)
                        .header("X-Request-Id"))
                .hasSizeLessThan(65);
    }

    @Test
    void answersUnknownPath() {
        String token = engine.staffToken(Role.ADMIN);
        assertThat(Call.to(engine.uri("/api/v1/nothing"))
                        .bearer(token)
                        .by(client)
                        .v1())
                .isEqualTo("404 9002");
        assertThat(Call.to(engine.uri("/api/v2/nothing"))
                        .bearer(token)
                        .by(client)
                        .v2())
                .isEqualTo("404 not-found");
        assertThat(Call.to(engine.uri("/api//ping")).by(client).status()).isEqualTo(404);
        assertThat(Call.to(engine.uri("/api/ping;x=1")).by(client).status()).isEqualTo(404);
    }

    @Test
    void answersTheWrongMethodAndTheWrongContentType() {
        Answer method = Call.to(engine.uri("/api/ping")).method("DELETE").by(client);
        assertThat(method.v1()).isEqualTo("405 9008");
        assertThat(method.header("Allow")).contains("GET");
        Answer type = Call.to(engine.uri("/api/v1/partners"))
                .bearer(engine.staffToken(Role.ADMIN))
                .header("content-type", "application/json")
                .post("{}")
                .by(client);
        assertThat(type.v1()).isEqualTo("415 9008");
        assertThat(type.fields()).containsExactly("content-type");
    }

    @Test
    void refusesTooLargeBodiesInAnyTransfer() {
        byte[] megabyte = new byte[1024 * 1024];
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .post(megabyte)
                        .by(client)
                        .v1())
                .isEqualTo("400 9008");
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .post(megabyte)
                        .by(client)
                        .fields())
                .containsExactly("body");
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .postChunked(megabyte)
                        .by(client)
                        .v1())
                .isEqualTo("400 9008");
        assertThat(Call.to(engine.uri("/api/v2/faulty"))
                        .header("content-type", "application/json")
                        .post(megabyte)
                        .by(client)
                        .v2())
                .isEqualTo("413 payload-too-large");
        assertThat(Call.to(engine.uri("/api/v2/faulty"))
                        .header("content-type", "application/json")
                        .postChunked(megabyte)
                        .by(client)
                        .v2())
                .isEqualTo("413 payload-too-large");
    }

    @Test
    void readsBodiesUpToTheLimitWhole() {
        byte[] largest = new byte[BodyFilter.BYTES_MAX];
        String token = engine.staffToken(Role.ADMIN);
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .bearer(token)
                        .post(largest)
                        .by(client)
                        .data()
                        .asInt())
                .isEqualTo(largest.length);
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .bearer(token)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .postChunked(largest)
                        .by(client)
                        .data()
                        .asInt())
                .isEqualTo(largest.length);
    }

    @Test
    void permitsBrowsersOfAnyOriginOnV1() throws Exception {
        HttpResponse<String> preflight = client.send(
                HttpRequest.newBuilder(engine.uri("/api/v1/cashbacks"))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Origin", "https://shop.example")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,x-client-channel")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .contains("x-client-channel");
    }

    private Answer get(String path) {
        return Call.to(engine.uri(path)).by(client);
    }

    @Test
    void limitsBodiesWithoutToken() {
        byte[] largest = new byte[OpenBodies.BYTES_MAX];
        byte[] tooLarge = new byte[OpenBodies.BYTES_MAX + 1];
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .post(largest)
                        .by(client)
                        .data()
                        .asInt())
                .isEqualTo(largest.length);
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .post(tooLarge)
                        .by(client)
                        .v1())
                .isEqualTo("400 9008");
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .postChunked(tooLarge)
                        .by(client)
                        .v1())
                .isEqualTo("400 9008");
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .header("content-type", "multipart/form-data; boundary=b")
                        .post("--b--")
                        .by(client)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void namesFiftyErrorsAndCountsTheRest() {
        StringBuilder body = new StringBuilder("{\"refresh_token\":\"r\"");
        for (int field = 0; field < 300; field++) {
            body.append(",\"f").append(field).append("\":1");
        }
        Answer answer = Call.to(engine.uri("/api/v2/sessions:refresh"))
                .header("content-type", "application/json")
                .post(body.append('}').toString())
                .by(client);
        Answer query = Call.to(engine.uri("/api/v2/staff?" + "a=1&b=1".replace("a", "p0")
                        + java.util.stream.IntStream.range(1, 200)
                                .mapToObj(n -> "&p" + n + "=1")
                                .collect(java.util.stream.Collectors.joining())))
                .bearer(engine.staffToken(Role.ADMIN))
                .by(client);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).hasSize(51);
        assertThat(answer.body().get("errors").get(50).get("reason").asString()).contains("250 more errors");
        assertThat(query.status()).isEqualTo(400);
        assertThat(query.fields()).hasSize(51);
    }

    @Test
    void everyAnswerHasTheHeadersOfData() throws Exception {
        String token = engine.staffToken(Role.ADMIN);
        java.net.http.HttpRequest.Builder tooLarge = java.net.http.HttpRequest.newBuilder(engine.uri("/api/v2/faulty"))
                .header("content-type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(new byte[100_000]));
        java.net.http.HttpRequest.Builder found = java.net.http.HttpRequest.newBuilder(engine.uri("/api/v2/staff"))
                .header("authorization", "Bearer " + token);
        java.net.http.HttpRequest.Builder open = java.net.http.HttpRequest.newBuilder(engine.uri("/livez"));
        for (java.net.http.HttpRequest.Builder call : java.util.List.of(tooLarge, found, open)) {
            java.net.http.HttpHeaders headers = client.send(
                            call.build(), java.net.http.HttpResponse.BodyHandlers.ofString())
                    .headers();
            assertThat(headers.allValues("x-content-type-options")).containsExactly("nosniff");
            assertThat(headers.firstValue("cache-control").orElse("")).contains("no-store");
            assertThat(headers.allValues("content-security-policy"))
                    .containsExactly("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            assertThat(headers.firstValue("strict-transport-security"))
                    .as("the call was not encrypted")
                    .isEmpty();
        }
    }

    @Test
    void refusesUnsupportedMethodWithAnyBody() throws Exception {
        for (String method : java.util.List.of("POST", "QUERY")) {
            java.net.http.HttpResponse<String> answer = client.send(
                    java.net.http.HttpRequest.newBuilder(engine.uri("/api/v2/partners/LAJADA/logo"))
                            .header("authorization", "Bearer " + engine.staffToken(Role.ADMIN))
                            .header("content-type", "image/png")
                            .method(method, java.net.http.HttpRequest.BodyPublishers.ofString("x"))
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow").orElse("")).contains("GET", "PUT");
        }
    }

    @Test
    void serversRefusalHasHeadersToo() throws Exception {
        java.net.URI address = engine.uri("/");
        try (java.net.Socket socket = new java.net.Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET /%zz HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String answer = new String(
                            socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .toLowerCase(java.util.Locale.ROOT);
            assertThat(answer)
                    .startsWith("http/1.1 400")
                    .contains("x-content-type-options: nosniff", "cache-control: no-store", "content-security-policy:");
        }
    }
}
