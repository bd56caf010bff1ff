package id.kezbek.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a log-in a person returns to a page of the console, and never to another site. */
class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/payouts/01hgw2bbg3yzkjq4",
                "/console/transactions?from=2026-11-01&reference=A%2FB&msisdn=%2B62811"
            })
    void takesPagesOfTheConsole(String path) {
        assertThat(ReturnPath.of(path)).hasValue(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/console",
                "//elsewhere.example/console",
                "/\\elsewhere.example",
                "/console\\..\\api",
                "/console//elsewhere.example",
                "/console/../api/v2/sessions",
                "/console/%2e%2E/api",
                "/console/./x",
                "/console@elsewhere.example",
                "/console\r\nSet-Cookie: a=b",
                "/console/x\t",
                "/api/v2/payouts",
                "javascript:alert(1)",
                ""
            })
    void refusesEverythingElse(String path) {
        assertThat(ReturnPath.of(path)).isEmpty();
        assertThat(ReturnPath.of(null)).isEmpty();
    }
}
