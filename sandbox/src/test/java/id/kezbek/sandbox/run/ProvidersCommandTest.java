package id.kezbek.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.providers.ProviderSandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersCommandTest {

    @TempDir
    Path folder;

    @Test
    void acceptsOnlyEngineWithFilesCredentials() throws Exception {
        Path file = folder.resolve("providers.properties");

        try (ProviderSandbox providers =
                ProvidersCommand.start(new Home(folder), List.of("--port", "0", "--properties", file.toString()))) {
            Properties told = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                told.load(reader);
            }
            String url = told.getProperty("cezbek.providers.josvo.base-url");

            assertThat(url).isEqualTo(providers.url().toString()).startsWith("http://127.0.0.1:");
            assertThat(order(url, told.getProperty("cezbek.providers.josvo.api-key")))
                    .isEqualTo(200);
            assertThat(order(url, "another")).isEqualTo(401);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void writesAddressForEngine() {
        List<String> arguments = List.of(
                "--port",
                "0",
                "--url",
                "http://providers:8089",
                "--properties",
                folder.resolve("p").toString());

        try (ProviderSandbox providers = ProvidersCommand.start(new Home(folder), arguments)) {
            assertThat(providers.engineProperties())
                    .containsEntry("cezbek.providers.xenit.base-url", "http://providers:8089");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--properties file",
                "--port 0",
                "--port x --properties file",
                "--port 65536 --properties file",
                "--port",
                "--portt 1",
                "--port 0 --properties file --url http://a{b"
            })
    void refusesInvalidArgumentsWithUsage(String line) {
        assertThatThrownBy(() -> ProvidersCommand.start(new Home(folder), List.of(line.split(" "))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("use: providers --port <port> --properties <file>");
    }

    private static int order(String url, String key) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest order = HttpRequest.newBuilder(URI.create(url + "/api/v2/accounts/transfer"))
                    .header("x-api-key", key)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"phone_no\":\"628123456789\",\"amount\":1000,\"client_ref_code\":\"A1\"}"))
                    .build();
            return client.send(order, BodyHandlers.discarding()).statusCode();
        }
    }
}
