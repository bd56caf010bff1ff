package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of all components exists only where the sandbox's file is set, as in the demo. */
@EngineTest
class StyleguideTest {

    private static final String PAGE = "/console/styleguide";

    private final EngineUnderTest engine;

    StyleguideTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void demoShowsThePageWithTheCopyButton() {
        try (ConsoleCalls admin = ConsoleCalls.staff(engine, Role.ADMIN)) {
            assertThat(admin.get(PAGE).statusCode()).isEqualTo(200);
            assertThat(admin.get(PAGE).body()).contains("data-copy=\"01hgw2bbg0000000000000001\"");
        }
    }

    @Test
    void productionHasNoSuchPage() {
        Map<String, Object> production = SharedWorld.propertiesOnNewDatabase("no_styleguide");
        assertThat(production).doesNotContainKeys("cezbek.try-it.sandbox-file", "cezbek.sandbox-file");

        try (OwnEngine own = OwnEngine.start(production);
                ConsoleCalls admin = ConsoleCalls.staff(own.engine(), Role.ADMIN)) {
            assertThat(admin.get("/console").statusCode()).isEqualTo(200);
            assertThat(admin.get(PAGE).statusCode()).isEqualTo(404);
            assertThat(admin.get(PAGE).body()).doesNotContain("01hgw2bbg0000000000000001");
        }
    }
}
