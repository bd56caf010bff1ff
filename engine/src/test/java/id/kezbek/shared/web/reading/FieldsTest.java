package id.kezbek.shared.web.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void readsEachElementOfAListByItselfAndNamesItsFaultsByTheirPlace() {
        List<Element<Money>> elements = list("[{\"amount\":{\"value\":\"1\",\"currency\":\"IDR\"}},"
                + "{\"amount\":{\"value\":\"1\",\"currency\":\"USD\"},\"x\":1},7]");

        assertThat(elements).hasSize(3);
        assertThat(elements.getFirst()).isEqualTo(new Element.Good<>(Money.rupiah(1)));
        assertThat(faults(elements.get(1))).containsExactly("list[1].amount.currency", "list[1].x");
        assertThat(faults(elements.get(2))).containsExactly("list[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1,2,3,4]", "{}", "null", "\"text\""})
    void refusesListOfWrongLengthOrType(String list) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> list(list));

        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly("list");
    }

    private static List<Element<Money>> list(String list) {
        return Elements.readList(
                ("{\"list\":" + list + "}").getBytes(StandardCharsets.UTF_8),
                "list",
                3,
                fields -> fields.money("amount"));
    }

    private static List<String> faults(Element<Money> element) {
        return ((Element.Faulty<Money>) element)
                .refusal().errors().stream().map(Refusal.FieldError::field).toList();
    }

    private static Money amount(String json) {
        return Fields.readStrictly(json.getBytes(StandardCharsets.UTF_8), fields -> fields.money("amount"));
    }
}
