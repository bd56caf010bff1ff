package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void printsACallThatCanBeRunAsItIs() throws IOException {
        String signature = Signing.signature("POST", "LAJADA", 1_700_000_000L, "key-1", "secret-1");
        assertThat(sign("lajada"))
                .startsWith("# x-client-signature " + signature
                        + "\ncurl -sS -X POST http://localhost:10001/api/v1/authorization/client")
                .contains("-H 'x-client-channel: B2BCLIENT'")
                .contains("-H 'x-api-key: key-1'")
                .contains("-H 'x-client-timestamp: 1700000000'")
                .contains("-H 'x-client-signature: " + signature + "'")
                .endsWith("-d '{\"code\":\"LAJADA\"}'\n");
    }

    @Test
    void signsWithGivenCredentials() throws IOException {
        String signed = sign(
                "--code", "OTHER1", "--key", "k", "--secret", "s", "--at", "1767225600", "--url", "https://x.example");

        assertThat(signed)
                .startsWith("# x-client-signature " + Signing.signature("POST", "OTHER1", 1_767_225_600L, "k", "s"))
                .contains("https://x.example/api/v1/authorization/client")
                .contains("-H 'x-client-timestamp: 1767225600'");
        environment.put("CEZBEK_API_SECRET", "s");
        assertThat(sign("OTHER1", "--key", "k", "--at", "1767225600", "--url", "https://x.example"))
                .as("the secret from the environment")
                .isEqualTo(signed);
    }

    @Test
    void explainsItself() throws IOException {
        assertThat(sign("--help")).contains("usage: ./cezbek sign", "HMAC-SHA256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|sign needs a partner's code",
                "LAJADA TOKMED|sign takes one partner's code",
                "--at 7|sign needs a partner's code",
                "LAJADA --at|--at needs a value",
                "LAJADA --at now|--at must be Unix time in seconds",
                "LAJADA --key k|give both --key and --secret",
                "LAJADA --secret s|give both --key and --secret",
                "LAJADA --colour red|sign has no option --colour",
                "LAJADA --at 1 --at 2|--at occurs more than once",
                "LAJADA'; --at 1|--code must be a partner's code",
                "LAJADA --key k' --secret s|--key must be the partner's api_key",
                "LAJADA --url ftp://x --key k --secret s|--url must be such as https://api.example.com",
            })
    void namesError(@Nullable String arguments, String told) {
        String[] words = arguments == null ? new String[0] : arguments.split(" ", -1);
        assertThatThrownBy(() -> sign(words)).isInstanceOf(CannotStart.class).hasMessageContaining(told);
    }

    @Test
    void signsAsTheContractSays() {
        // printf 'POST:LAJADA:1700000000:KEY-1' | openssl dgst -sha256 -hmac secret-1
        assertThat(Signing.signature("post", "lajada", 1_700_000_000L, "key-1", "secret-1"))
                .isEqualTo("4fbb516bcb4fd4e96a58342fa2705646b9952710c2bee68f9913b5fc6edfd984");
    }

    @Test
    void namesThePartnersThereAre() {
        assertThatThrownBy(() -> sign("NOBODY"))
                .hasMessage("no partner 'NOBODY' in the sandbox; the partners are LAJADA, TOKMED");
    }

    @Test
    void namesCommandToStart() {
        assertThatThrownBy(() -> Signing.seeded(folder.resolve("sandbox.json"), "LAJADA", NOW))
                .hasMessageContaining("start ./cezbek up first");
    }

    private String sign(String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SignCommand.run(
                sandboxFile(),
                List.of(arguments),
                environment::get,
                NOW,
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path sandboxFile() throws IOException {
        return Files.writeString(folder.resolve("sandbox.json"), """
                {"base_url": "http://localhost:10001", "partners": [
                  {"code": "LAJADA", "api_key": "key-1", "api_secret": "secret-1"},
                  {"code": "TOKMED", "api_key": "key-2", "api_secret": "secret-2"}]}
                """);
    }
}
