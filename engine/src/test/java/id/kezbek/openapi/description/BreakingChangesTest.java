package id.kezbek.openapi.description;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.openapi.BreakingChanges;
import id.kezbek.shared.GeneratedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents allow everything that the released documents in {@code docs/openapi/released} allow. */
class BreakingChangesTest {

    private static final String REPORT = "/paths/~1api~1v2~1transactions/post";
    private static final String PURCHASE = "/components/schemas/Purchase";
    private static final String TRANSACTION = "/components/schemas/Transaction";
    private static final String WHAT_TO_DO =
            "a client of the released document would break; keep what was there beside the new, or begin a new version."
                    + " To release what only adds, run this test with -Dopenapi.release=true";

    @ParameterizedTest
    @EnumSource(Surface.class)
    void keepsReleasedDocuments(Surface surface) throws IOException {
        String name = "openapi/released/" + surface.folder() + ".yaml";
        ApiDescription now = ApiDescription.of(surface);
        if (Boolean.getBoolean("openapi.release")) {
            Path file = GeneratedDocument.path(name);
            Files.createDirectories(file.getParent());
            if (Files.exists(file)) {
                assertThat(BreakingChanges.between(parsed(name), now.document()))
                        .as(WHAT_TO_DO)
                        .isEmpty();
            }
            Files.writeString(file, now.yaml());
        }
        assertThat(BreakingChanges.between(parsed(name), now.document()))
                .as(WHAT_TO_DO)
                .isEmpty();
    }

    /** Each change, with a word of the expected message. */
    private static final Map<String, Consumer<ObjectNode>> BREAKING = Map.ofEntries(
            Map.entry("is gone", in("/paths/~1api~1v2~1transactions", path -> path.remove("get"))),
            Map.entry(".email is refused", in(PURCHASE + "/properties", fields -> fields.remove("email"))),
            Map.entry(
                    "body.email is demanded",
                    in(PURCHASE, schema -> ((ArrayNode) schema.get("required")).add("email"))),
            Map.entry(
                    "body.quantity may be no integer",
                    in(PURCHASE + "/properties/quantity", field -> field.put("type", "string"))),
            Map.entry("maximum 10", in(PURCHASE + "/properties/quantity", field -> field.put("maximum", 10))),
            Map.entry("minimum 2", in(PURCHASE + "/properties/quantity", field -> field.put("minimum", 2))),
            Map.entry("maxLength 20", in(PURCHASE + "/properties/reference", field -> field.put("maxLength", 20))),
            Map.entry(
                    "another pattern", in(PURCHASE + "/properties/wallet", field -> field.put("pattern", "^[A-Z]+$"))),
            Map.entry(
                    "is restricted to",
                    in(
                            PURCHASE + "/properties/wallet",
                            field -> field.putArray("enum").add("LSAJA"))),
            Map.entry(
                    "may be HELD no longer",
                    in("/components/schemas/ListedPayoutState", state -> ((ArrayNode) state.get("enum")).remove(0))),
            Map.entry(".cashback is gone", in(TRANSACTION + "/properties", fields -> fields.remove("cashback"))),
            Map.entry(
                    ".recurring may be string",
                    in(TRANSACTION + "/properties/recurring", field -> field.put("type", "string"))),
            Map.entry(".reward may be absent", in(TRANSACTION, BreakingChangesTest::rewardIsOptional)),
            Map.entry("demands header X-New", in(REPORT, BreakingChangesTest::newHeader)),
            Map.entry(
                    "takes no query msisdn",
                    in("/paths/~1api~1v2~1payouts/get", BreakingChangesTest::withoutParameters)),
            Map.entry(
                    "admits PARTNER no longer",
                    in(REPORT, operation -> operation.putArray("x-roles").add("ADMIN"))),
            Map.entry("answers 200 no longer", in(REPORT + "/responses", answers -> answers.remove("200"))),
            Map.entry("takes no application/json", in(REPORT + "/requestBody", body -> body.putObject("content"))));

    @Test
    void reportsEachBreakingChange() {
        ObjectNode released = ApiDescription.of(Surface.V2).document();
        BREAKING.forEach((told, change) -> {
            ObjectNode changed = released.deepCopy();
            change.accept(changed);
            List<String> found = BreakingChanges.between(released, changed);
            assertThat(found)
                    .as(told)
                    .isNotEmpty()
                    .anySatisfy(line -> assertThat(line).contains(told));
        });
    }

    @Test
    void permitsAdditions() {
        ObjectNode released = ApiDescription.of(Surface.V2).document();
        ObjectNode changed = released.deepCopy();
        in(TRANSACTION + "/properties", fields -> fields.putObject("voucher").put("type", "string"))
                .accept(changed);
        in(PURCHASE + "/properties", fields -> fields.putObject("note").put("type", "string"))
                .accept(changed);
        in(PURCHASE + "/properties/quantity", field -> field.put("maximum", 2_000_000))
                .accept(changed);
        in("/components/schemas/PayoutState", state -> ((ArrayNode) state.get("enum")).add("LATER"))
                .accept(changed);
        in("/paths", paths -> paths.putObject("/api/v2/new").putObject("get").putObject("responses"))
                .accept(changed);

        assertThat(BreakingChanges.between(released, changed)).isEmpty();
        assertThat(BreakingChanges.between(released, released)).isEmpty();
    }

    private static JsonNode parsed(String name) {
        return ApiDescription.parse(
                        new ByteArrayInputStream(GeneratedDocument.read(name).getBytes(StandardCharsets.UTF_8)))
                .document();
    }

    private static Consumer<ObjectNode> in(String pointer, Consumer<ObjectNode> change) {
        return document -> change.accept((ObjectNode) document.at(pointer));
    }

    private static void rewardIsOptional(ObjectNode schema) {
        ArrayNode required = JsonMapper.shared().createArrayNode();
        schema.path("required")
                .valueStream()
                .filter(name -> !name.asString().equals("reward"))
                .forEach(required::add);
        schema.set("required", required);
    }

    private static void newHeader(ObjectNode operation) {
        operation
                .withArray("parameters")
                .addObject()
                .put("name", "X-New")
                .put("in", "header")
                .put("required", true);
    }

    private static void withoutParameters(ObjectNode operation) {
        operation.putArray("parameters");
    }
}
