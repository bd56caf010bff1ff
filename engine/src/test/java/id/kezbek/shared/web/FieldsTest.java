package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void refusesUnknownFieldsInsideAV2AmountToo() {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> amount("{\"amount\":{\"value\":\"1\",\"currency\":\"IDR\",\"valeu\":\"2\"}}"));

        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly("amount.valeu");
    }

    @Test
    void readsAV2Amount() {
        assertThat(amount("{\"amount\":{\"value\":\"1.50\",\"currency\":\"IDR\"}}"))
                .isEqualTo(new Money(id.kezbek.shared.Currency.IDR, 150));
    }

    private static Money amount(String json) {
        return Fields.readStrictly(json.getBytes(StandardCharsets.UTF_8), fields -> fields.money("amount"));
    }
}
