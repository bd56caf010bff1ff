package id.kezbek.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AnswerTest {

    @Test
    void hidesSecretsEverywhere() {
        ObjectNode body = Json.object().put("transaction_id", "01kept");
        body.putObject("data")
                .put("api_key", "abcdefghijklmnop")
                .put("api_secret", "short")
                .put("code", "KOPI");
        String shown = new Answer("POST /x", 200, body).shortened();
        assertThat(shown).contains("01kept", "KOPI", "abcde…").doesNotContain("abcdef", "short");
        assertThat(body.path("data").path("api_key").asString()).isEqualTo("abcdefghijklmnop");
    }

    @Test
    void readsAmountsOfBothSurfaces() {
        ObjectNode body = Json.object();
        body.putObject("amount").put("value", "12500.50").put("currency", "IDR");
        body.put("number", 7);
        assertThat(Json.amount(body.path("amount"))).isEqualByComparingTo("12500.50");
        assertThat(Json.amount(body.path("number"))).isEqualByComparingTo("7");
        assertThat(Json.amount(body.path("missing"))).isEqualByComparingTo("0");
    }
}
