package id.kezbek.shared.web;

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
    void namesTheQueryWhereItCannotBeDecoded() {
        Answer answer = Call.to(engine.uri("/api/v2/payouts?wallet=%ED%A0%80"))
                .bearer(engine.staffToken(Role.ADMIN))
                .by(client);
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly("query");
    }

    @Test
    void keepsWhatIsUnexpectedInsideAndLogsItOnceWithTheRequestId(CapturedOutput output) {
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
    void makesARequestIdWhereTheGivenOneIsNotAcceptable() {
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
    void answersWhatLeadsNowhere() {
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
    void refusesBodiesAboveTheLimitHoweverTheyAreSent() {
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
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .post(largest)
                        .by(client)
                        .data()
                        .asInt())
                .isEqualTo(largest.length);
        assertThat(Call.to(engine.uri("/api/v1/faulty"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .postChunked(largest)
                        .by(client)
                        .data()
                        .asInt())
                .isEqualTo(largest.length);
    }

    @Test
    void letsBrowsersOfAnyOriginCallV1() throws Exception {
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
}
