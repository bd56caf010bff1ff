package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The guide's calls, sent in their order by a partner of the test's own, are answered as the guide says. */
@EngineTest
class V2GuideTest {

    private static final Pattern BLOCK = Pattern.compile("```http\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\\| ([0-9]{3}) \\| (`[^|]*`) \\|");
    private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final JsonMapper JSON = new JsonMapper();

    private final EngineUnderTest engine;
    private final String guide = GeneratedDocument.read("api-v2.md");

    /** What stands in the guide for what came of a run: ids, and the partner's code. */
    private final Map<String, String> real = new HashMap<>();

    V2GuideTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    private record Block(String first, List<String> headers, String body) {

        static Block of(String text) {
            String[] parts = text.split("\n\n", 2);
            List<String> head = Arrays.asList(parts[0].strip().split("\n"));
            return new Block(head.getFirst(), head.subList(1, head.size()), parts.length == 1 ? "" : parts[1].strip());
        }
    }

    @Test
    void everyCallOfTheGuideIsAnsweredAsItSays() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        List<Block> blocks = BLOCK.matcher(guide)
                .results()
                .map(match -> Block.of(match.group(1)))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(12).hasSizeLessThan(40);
        for (int i = 0; i < blocks.size(); i += 2) {
            Block answer = blocks.get(i + 1);
            Answer got = send(partner, blocks.get(i));
            assertThat(got.status() + " ")
                    .as(blocks.get(i).first())
                    .isEqualTo(answer.first().substring(0, 4));
            assertSame(JSON.readTree(answer.body()), got.body(), blocks.get(i).first());
            for (String header : answer.headers()) {
                String[] pair = header.split(": ", 2);
                assertThat(got.header(pair[0])).isEqualTo(realised(pair[1]));
            }
        }
    }

    @Test
    void everyCodeOfTheGuideIsOneOfTheEnginesWithItsStatus() {
        List<String> codes = ROW.matcher(guide)
                .results()
                .flatMap(row ->
                        Arrays.stream(row.group(2).split(", ")).map(code -> row.group(1) + " " + code.replace("`", "")))
                .toList();

        assertThat(codes).hasSize(15);
        assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.v2Status() + " " + code.v2Code()))
                .containsAll(codes);
    }

    private Answer send(PartnerSystem partner, Block request) {
        String[] line = realised(request.first()).split(" ", 2);
        if (line[0].equals("GET")) {
            return partner.get(line[1]);
        }
        String[] headers = request.headers().stream()
                .flatMap(header -> Arrays.stream(header.split(": ", 2)))
                .toArray(String[]::new);
        return partner.post(line[1], request.body(), headers);
    }

    private void assertSame(JsonNode told, JsonNode got, String place) {
        if (told.isObject() || told.isArray()) {
            assertThat(names(got)).as(place).containsExactlyElementsOf(names(told));
            for (int i = 0; i < told.size() && told.isArray(); i++) {
                assertSame(told.get(i), got.get(i), place + "[" + i + "]");
            }
            told.propertyNames().forEach(name -> assertSame(told.get(name), got.get(name), place + "." + name));
            return;
        }
        String text = told.asString("");
        if (TIME.matcher(text).matches()) {
            assertThat(got.asString()).as(place).matches(TIME);
        } else if (DAY.matcher(text).matches()) {
            assertThat(got.asString()).as(place).matches(DAY);
        } else if (place.endsWith("provider_reference")) {
            assertThat(got.asString()).as(place).isNotBlank();
        } else if (ID.matcher(text).matches() || place.endsWith(".partner")) {
            assertThat(got.asString()).as(place).isEqualTo(real.computeIfAbsent(text, first -> got.asString()));
        } else {
            assertThat(got).as(place).isEqualTo(told);
        }
    }

    /** The names of an object in any order, or a list's places: guides are written for reading. */
    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>(node.propertyNames());
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            names.add(Integer.toString(i));
        }
        names.sort(null);
        return names;
    }

    private String realised(String text) {
        return ID.matcher(text).replaceAll((MatchResult id) -> real.getOrDefault(id.group(), id.group()));
    }
}
