package id.kezbek.openapi.description;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.ErrorCode;
import id.kezbek.testing.ApiContract;
import id.kezbek.testing.ApiOperation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents themselves: complete, readable as YAML and as JSON, with valid examples. */
class DescriptionsTest {

    @ParameterizedTest
    @EnumSource(Surface.class)
    void yamlAndJsonAreEqual(Surface surface) {
        ApiDescription described = ApiDescription.of(surface);

        assertThat(ApiDescription.parse(
                                new ByteArrayInputStream(described.yaml().getBytes(StandardCharsets.UTF_8)))
                        .document())
                .isEqualTo(described.document());
        assertThat(JsonMapper.shared().readTree(described.json())).isEqualTo(described.document());
        assertThat(described.document().path("openapi").asString()).startsWith("3.1");
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void everyReferenceLeadsSomewhereAndNothingOfOursIsLeft(Surface surface) {
        JsonNode document = ApiDescription.of(surface).document();

        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(document.propertyNames()).noneMatch(name -> name.startsWith("x-for-"));
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            document.path("components")
                    .path(kind)
                    .propertyNames()
                    .forEach(name -> assertThat(document.toString())
                            .as("%s/%s is used", kind, name)
                            .contains("\"#/components/" + kind + "/" + name + "\""));
        }
    }

    /** In YAML's flow style, an unquoted text ends at its first comma, and the rest becomes a name without a value. */
    @ParameterizedTest
    @EnumSource(Surface.class)
    void noTextIsCutAtAComma(Surface surface) {
        assertThat(namesWithoutValue(ApiDescription.of(surface).document())).isEmpty();
    }

    private static List<String> namesWithoutValue(JsonNode node) {
        return Stream.concat(
                        node.properties().stream()
                                .filter(field -> field.getValue().isNull())
                                .map(Map.Entry::getKey),
                        node.valueStream().flatMap(value -> namesWithoutValue(value).stream()))
                .toList();
    }

    @Test
    void everyOperationHasUniqueNameTagAndSummary() {
        List<ApiOperation> operations = ApiContract.get().operations();

        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.tree().path("summary").asString(""))
                    .as(operation.name())
                    .isNotBlank();
            assertThat(operation.tree().path("tags").size())
                    .as(operation.name())
                    .isOne();
        });
        assertThat(operations.stream()
                        .map(operation -> operation.path().startsWith("/api/v2/") + " "
                                + operation.tree().path("operationId").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyExampleIsValid() {
        assertThat(ApiContract.get().operations())
                .filteredOn(operation -> !operation.bodySchema().isMissingNode())
                .isNotEmpty()
                .allSatisfy(operation -> {
                    JsonNode example = operation.bodyExample();
                    assertThat(example.isObject())
                            .as("%s has an example", operation.name())
                            .isTrue();
                    assertThat(operation.bodyFaults(example))
                            .as(operation.name())
                            .isEmpty();
                });
    }

    /** A path without an operation is in no document, so its code is not in one either. */
    @Test
    void everyCodeOfTheEngineIsDeclared() {
        assertThat(declared(Surface.V2))
                .containsAll(codes(ErrorCode::v2Code, Set.of("otp-invalid", "method-not-allowed")));
        assertThat(declared(Surface.V1)).containsAll(codes(ErrorCode::v1Code, Set.of()));
    }

    private static List<String> codes(Function<ErrorCode, String> code, Set<String> elsewhere) {
        return Arrays.stream(ErrorCode.values())
                .map(code)
                .filter(one -> !elsewhere.contains(one))
                .distinct()
                .toList();
    }

    private static Set<String> declared(Surface surface) {
        return ApiDescription.of(surface).document().at("/components/schemas").findValues("code").stream()
                .flatMap(code -> Stream.concat(code.path("enum").valueStream(), Stream.of(code.path("const"))))
                .map(code -> code.asString(""))
                .collect(Collectors.toSet());
    }
}
