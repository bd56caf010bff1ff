package id.kezbek.console.frame;

import id.kezbek.shared.Language;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Looks for sentences of API v2 that the console cannot say in Indonesian. */
public final class Indonesian {

    private static final Pattern WORDS = Pattern.compile(".*[a-z]+ [a-z]+.*");

    private Indonesian() {}

    /** Whether the text is a sentence that a page could have said in Indonesian. */
    public static boolean isKnownInEnglish(String text) {
        Written indonesian = Written.in(Language.INDONESIAN);
        return WORDS.matcher(text).matches()
                && indonesian.lang(text) == null
                && !indonesian.sentence(text).equals(indonesian.record(text));
    }

    /** The first sentence of problem details that has no Indonesian form. */
    public static Optional<String> missing(JsonNode problem) {
        Written indonesian = Written.in(Language.INDONESIAN);
        List<String> reasons = problem.path("errors").findValuesAsString("reason");
        return Stream.concat(Stream.of(problem.path("detail").asString("")), reasons.stream())
                .filter(sentence -> indonesian.lang(sentence) != null)
                .findFirst();
    }
}
