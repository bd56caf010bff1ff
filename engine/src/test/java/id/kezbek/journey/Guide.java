package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.GeneratedDocument;
import id.kezbek.testing.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of {@code docs/} with alternating requests and answers. The requests are sent in order, and the answers must
 * equal the page. Ids, times and the partner's code differ in each run; {@code …} matches anything.
 */
final class Guide {

    private static final Pattern BLOCK = Pattern.compile("```http\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final String ANYTHING = "…";
    private static final JsonMapper JSON = new JsonMapper();

    /** A request or an answer. */
    record Block(String first, List<String> headers, String body) {

        static Block of(String text) {
            String[] parts = text.split("\n\n", 2);
            List<String> head = Arrays.asList(parts[0].strip().split("\n"));
            return new Block(head.getFirst(), head.subList(1, head.size()), parts.length == 1 ? "" : parts[1].strip());
        }
    }

    private final List<Block> blocks;

    /** The page's ids and partner code, with their real values in this run. */
    private final Map<String, String> real = new HashMap<>();

    private Guide(List<Block> blocks) {
        this.blocks = blocks;
    }

    static Guide named(String page) {
        return new Guide(BLOCK.matcher(GeneratedDocument.read(page))
                .results()
                .map(match -> Block.of(match.group(1)))
                .toList());
    }

    int calls() {
        return blocks.size() / 2;
    }

    /** Sends each request with {@code sender} and compares its answer with the page. */
    void play(Function<Block, Answer> sender) {
        for (int i = 0; i < blocks.size(); i += 2) {
            Block call = blocks.get(i);
            Block answer = blocks.get(i + 1);
            Answer got = sender.apply(new Block(realised(call.first()), call.headers(), call.body()));
            assertThat(got.status() + " ")
                    .as(call.first())
                    .isEqualTo(answer.first().substring(0, 4));
            assertSame(JSON.readTree(answer.body()), got.body(), call.first());
            for (String header : answer.headers()) {
                String[] pair = header.split(": ", 2);
                assertThat(got.header(pair[0])).isEqualTo(realised(pair[1]));
            }
        }
    }

    /** Sends a request of v2 as a partner's system. */
    static Answer send(PartnerSystem partner, Block call) {
        String[] line = call.first().split(" ", 2);
        if (line[0].equals("GET")) {
            return partner.get(line[1]);
        }
        String[] headers = call.headers().stream()
                .flatMap(header -> Arrays.stream(header.split(": ", 2)))
                .toArray(String[]::new);
        return partner.post(line[1], call.body(), headers);
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
        if (text.equals(ANYTHING)) {
            assertThat(got.asString()).as(place).isNotBlank();
        } else if (TIME.matcher(text).matches()) {
            assertThat(got.asString()).as(place).matches(TIME);
        } else if (DAY.matcher(text).matches()) {
            assertThat(got.asString()).as(place).matches(DAY);
        } else if (place.endsWith("provider_reference")) {
            assertThat(got.asString()).as(place).isNotBlank();
        } else if (ID.matcher(text).matches() || place.endsWith(".partner") || place.endsWith("data.code")) {
            assertThat(got.asString()).as(place).isEqualTo(real.computeIfAbsent(text, first -> got.asString()));
        } else {
            assertThat(got).as(place).isEqualTo(told);
        }
    }

    /** Compares object fields in any order and list items by position, because pages are written for readers. */
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
