package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.snap.DanaSandbox;
import id.kezbek.sandbox.snap.SnapSandbox;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.testing.NodeScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The sandboxes of real providers, driven by the providers' own clients, which nobody here wrote. */
class IndependentClientsTest {

    private static final String REFERENCE = "01k8zj2x7f4w2r9v0c5m3n6p8q";

    @TempDir
    Path folder;

    @Test
    void xenditsClientPaysOnce() throws IOException, InterruptedException {
        try (XenditSandbox xendit = XenditSandbox.start(Clock.systemUTC())) {
            xendit.listAsObject(true);
            JsonNode said = NodeScript.run(
                    folder,
                    "clients/xendit.cjs",
                    Map.of(
                            "ADDRESS",
                            xendit.url().toString(),
                            "KEY",
                            xendit.engineProperties().get("cezbek.providers.xendit.api-key"),
                            "REFERENCE",
                            REFERENCE));

            assertThat(said.path("balance").asLong()).isEqualTo(1_000_000_000);
            assertThat(said.path("none").asInt(-1)).isZero();
            assertThat(said.path("status").asString()).isEqualTo("ACCEPTED");
            assertThat(said.path("sameId").asBoolean()).as(said.toString()).isTrue();
            assertThat(said.path("listed").asInt()).isEqualTo(1);
            assertThat(said.path("amount").asLong()).isEqualTo(12_500);
            assertThat(said.path("number").asString()).isEqualTo("08118770510");
            assertThat(said.path("other").asString()).isEqualTo("DUPLICATE_ERROR");
            assertThat(said.path("channels").toString()).contains("ID_DANA", "ID_GOPAY");
            assertThat(xendit.payouts()).hasSize(1);
        }
    }

    @Test
    void danasClientPaysOnce() throws IOException, InterruptedException {
        try (DanaSandbox dana = DanaSandbox.start(Clock.systemUTC())) {
            Map<String, String> properties = dana.engineProperties();
            JsonNode said = NodeScript.run(
                    folder,
                    "clients/dana.cjs",
                    Map.of(
                            "ADDRESS",
                            dana.url().toString(),
                            "PARTNER",
                            properties.get("cezbek.providers.dana.username"),
                            "SECRET",
                            properties.get("cezbek.providers.dana.password"),
                            "PRIVATE_KEY",
                            dana.privateKey(),
                            "REFERENCE",
                            REFERENCE,
                            // The client writes times in the zone of its machine; DANA wants Jakarta's.
                            "TZ",
                            "Asia/Jakarta"));

            assertThat(said.path("none").asString()).isEqualTo("4043901");
            assertThat(said.path("account").asString()).isEqualTo("2003700");
            assertThat(said.path("name").asString()).isEqualTo("B*** S***");
            assertThat(said.path("code").asString()).isEqualTo("2003800");
            assertThat(said.path("sameReference").asBoolean())
                    .as(said.toString())
                    .isTrue();
            assertThat(said.path("status").asString()).isEqualTo("00");
            assertThat(said.path("other").asString()).isEqualTo("4043818");
            assertThat(dana.movements()).containsExactly(new SnapSandbox.Movement(REFERENCE, "62811742234", 12_500));
        }
    }
}
