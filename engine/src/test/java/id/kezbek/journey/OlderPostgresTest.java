package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.kezbek.sandbox.parts.Postgres;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oldest installed PostgreSQL version from 15 on: migrates an empty database, then makes, pays and reads a
 * purchase. By day the pipeline runs the SQL tests on each version.
 */
@Tag("nightly")
class OlderPostgresTest {

    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final int OLDEST = 15;
    private static final int EMBEDDED = 18;
    private static final String MISSING =
            "no PostgreSQL from 15 to 17 is installed, so the engine was not tried on one;"
                    + " install it (a package named postgresql-15; .ci/run does)";

    @TempDir
    private Path folder;

    @Test
    void engineWorks() throws Exception {
        Optional<Path> programs = oldest();
        if (System.getenv("CI") != null) {
            assertThat(programs).as(MISSING).isPresent();
        }
        assumeTrue(programs.isPresent(), MISSING);
        try (Postgres server = Postgres.ofInstallation(folder.resolve("postgres"), programs.get())) {
            server.start();
            Map<String, Object> properties = new HashMap<>(SharedWorld.properties());
            properties.putAll(server.engineProperties());
            properties.put("server.port", "0");
            // Uses a separate queue, because the messages of the others name e-mails of another database.
            properties.put("cezbek.notifications.queue", "older-postgres");
            properties.put("spring.cloud.aws.sqs.queue-not-found-strategy", "create");
            try (OwnEngine own = OwnEngine.start(properties)) {
                play(own.engine());
            }
        }
    }

    private static void play(EngineUnderTest engine) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        PurchaseBody purchase = PurchaseBody.goodV2();

        Answer accepted = partner.transact(purchase.json());
        assertThat(accepted.status()).isEqualTo(201);
        String id = accepted.body().get("id").asString();
        assertThat(partner.transact(purchase.json()).body().get("id").asString())
                .isEqualTo(id);

        Eventually.holds(
                "it is paid",
                () -> partner.get(PartnerSystem.TRANSACTIONS + "/" + id)
                        .body()
                        .at("/payout/state")
                        .asString()
                        .equals("PAID"));
        assertThat(partner.get(PartnerSystem.TRANSACTIONS + "?msisdn=628118770510")
                        .body()
                        .get("items"))
                .as("what the database shows of its own rows")
                .hasSize(1);
        assertThat(partner.standing("628118770510").status()).isEqualTo(200);
        try (HttpClient client = HttpClient.newHttpClient()) {
            Answer balance = Call.to(engine.uri("/api/v2/ledger/trial-balance"))
                    .bearer(engine.staffToken(Role.FINANCE))
                    .by(client);
            assertThat(balance.status()).isEqualTo(200);
        }
    }

    private static Optional<Path> oldest() throws Exception {
        if (!Files.isDirectory(INSTALLATIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> majors = Files.list(INSTALLATIONS)) {
            return majors.filter(major -> major.getFileName().toString().matches("\\d+"))
                    .filter(major -> number(major) >= OLDEST && number(major) < EMBEDDED)
                    .filter(major -> Files.isExecutable(major.resolve("bin/initdb")))
                    .min(Comparator.comparing(OlderPostgresTest::number))
                    .map(major -> major.resolve("bin"));
        }
    }

    private static int number(Path major) {
        return Integer.parseInt(major.getFileName().toString());
    }
}
