package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);

    @TempDir
    Path folder;

    @Test
    void printsACallThatCanBeRunAsItIs() throws IOException {
        String curl = Signing.curl(sandboxFile(), "lajada", NOW);
        assertThat(curl)
                .startsWith("curl -sS -X POST http://localhost:10001/api/v1/authorization/client")
                .contains("-H 'x-client-channel: B2BCLIENT'")
                .contains("-H 'x-api-key: key-1'")
                .contains("-H 'x-client-timestamp: 1700000000'")
                .contains("-H 'x-client-signature: "
                        + Signing.signature("POST", "LAJADA", 1_700_000_000L, "key-1", "secret-1") + "'")
                .endsWith("-d '{\"code\":\"LAJADA\"}'");
    }

    @Test
    void signsAsTheContractSays() {
        // printf 'POST:LAJADA:1700000000:KEY-1' | openssl dgst -sha256 -hmac secret-1
        assertThat(Signing.signature("post", "lajada", 1_700_000_000L, "key-1", "secret-1"))
                .isEqualTo("4fbb516bcb4fd4e96a58342fa2705646b9952710c2bee68f9913b5fc6edfd984");
    }

    @Test
    void namesThePartnersThereAre() throws IOException {
        Path file = sandboxFile();
        assertThatThrownBy(() -> Signing.curl(file, "NOBODY", NOW))
                .hasMessage("no partner 'NOBODY' in the sandbox; there are LAJADA, TOKMED");
    }

    @Test
    void saysWhatToStartWhenNothingIsSeeded() {
        assertThatThrownBy(() -> Signing.curl(folder.resolve("sandbox.json"), "LAJADA", NOW))
                .hasMessageContaining("start ./cezbek up first");
    }

    private Path sandboxFile() throws IOException {
        return Files.writeString(folder.resolve("sandbox.json"), """
                {"base_url": "http://localhost:10001", "partners": [
                  {"code": "LAJADA", "api_key": "key-1", "api_secret": "secret-1"},
                  {"code": "TOKMED", "api_key": "key-2", "api_secret": "secret-2"}]}
                """);
    }
}
