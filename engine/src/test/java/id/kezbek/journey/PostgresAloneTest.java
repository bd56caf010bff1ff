package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the README's statement: an engine starts and accepts purchases with PostgreSQL and a master key only. The
 * folder is for the logo of the partner that the test onboards.
 */
class PostgresAloneTest {

    private static final Set<String> ALL_THAT_IS_SET = Set.of(
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.flyway.url",
            "spring.flyway.user",
            "spring.flyway.password",
            "cezbek.security.master-key");

    @Test
    void startsAndAcceptsOnPostgresAlone(@TempDir Path logos) {
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase("alone"));
        properties.keySet().retainAll(ALL_THAT_IS_SET);
        properties.put("cezbek.seed", "settings");
        properties.put("cezbek.files", "folder");
        properties.put("cezbek.files.folder", logos.toString());
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");

        try (OwnEngine alone = OwnEngine.start(properties)) {
            PartnerSystem partner = PartnerSystem.onboarded(alone.engine(), Money.rupiah(1_000_000));
            assertThat(partner.transact(PurchaseBody.goodV2().json()).status()).isEqualTo(201);
        }
    }
}
