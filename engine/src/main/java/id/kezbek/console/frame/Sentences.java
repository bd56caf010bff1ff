package id.kezbek.console.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Translates the engine's sentences into Indonesian: refusals, warnings, errors of fields, and stored reasons. API v2
 * and the database contain these sentences only in English. Each line of {@code console/sentences/<area>.tsv} contains
 * the English sentence, a tab, and the Indonesian sentence. {@code {0}} stands for the first value: a number, a name, a
 * code or another sentence. {@code {0!}} stands for a value from outside, for example a cell of a file. Values from
 * outside are not translated.
 *
 * <p>As in gettext, the English text is the key of a translation, so old stored sentences are translated too. A test
 * finds sentences without a translation.
 */
final class Sentences {

    private static final String FILES = "classpath*:console/sentences/*.tsv";
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])(!?)}");
    /**
     * Matches an English text of at least two words. Names and codes have capital letters or are single words, so they
     * do not match.
     */
    private static final Pattern ENGLISH_WORDS = Pattern.compile("(?<![\\w.-])[a-z]+ [a-z]+(?![\\w-])");

    private static final String BETWEEN = "; ";
    /**
     * Matches a list of sentences, for example {@code staff 7, officer 8}. Does not match a list of single words,
     * because these are codes.
     */
    private static final Pattern LIST = Pattern.compile("[^ ,;:]+ [^,;:]*(?:, [^ ,;:]+ [^,;:]*)+");
    /** The maximum depth of nested sentences. A value in a sentence may again be a sentence. */
    private static final int DEPTH_MAX = 4;

    private static final int FIXED_MIN = 20;
    /** The maximum length of the engine's sentences. */
    private static final int LENGTH_MAX = 4_000;

    /** A sentence with values. {@code between} contains the fixed texts before, between and after the values. */
    private record Phrase(List<String> between, List<Integer> places, Set<Integer> fromOutside, String translated) {

        static Phrase of(String sentence, String translated) {
            List<String> between = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            Set<Integer> fromOutside = new HashSet<>();
            Matcher place = PLACE.matcher(sentence);
            int from = 0;
            while (place.find()) {
                between.add(sentence.substring(from, place.start()));
                Integer number = Integer.valueOf(place.group(1));
                places.add(number);
                if (!place.group(2).isEmpty()) {
                    fromOutside.add(number);
                }
                from = place.end();
            }
            between.add(sentence.substring(from));
            return new Phrase(between, places, fromOutside, translated);
        }

        /**
         * Whether the sentence has little fixed text, for example {@code {0} is missing}. Texts from outside may then
         * match it by chance.
         */
        boolean isGeneral() {
            return fixedLength() < FIXED_MIN;
        }

        int fixedLength() {
            return between.stream().mapToInt(String::length).sum();
        }

        /** The values by number; null if the text does not match. The first occurrence of each fixed text is used. */
        @Nullable
        Map<Integer, String> values(String text) {
            String end = between.getLast();
            if (!text.startsWith(between.getFirst()) || !text.endsWith(end)) {
                return null;
            }
            Map<Integer, String> values = new HashMap<>();
            int from = between.getFirst().length();
            int last = text.length() - end.length();
            for (int i = 0; i < places.size(); i++) {
                boolean isLast = i == places.size() - 1;
                int to = isLast ? last : text.indexOf(between.get(i + 1), from);
                if (to < from || to > last) {
                    return null;
                }
                String value = text.substring(from, to);
                boolean isOtherSentence = i == 0 && from == 0 && value.contains(BETWEEN);
                if (isOtherSentence) {
                    return null;
                }
                values.put(places.get(i), value);
                from = isLast ? to : to + between.get(i + 1).length();
            }
            return values;
        }
    }

    private final Map<String, String> whole = new HashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();

    /** @param translations the Indonesian sentences by their English sentences */
    Sentences(Map<String, String> translations) {
        translations.forEach((sentence, translated) -> {
            if (PLACE.matcher(sentence).find()) {
                phrases.add(Phrase.of(sentence, translated));
            } else {
                whole.put(sentence, translated);
            }
        });
        // Phrases with more fixed text are tried first: "must be at most {0}" before "must be {0}".
        phrases.sort(Comparator.comparingInt(Phrase::fixedLength).reversed());
    }

    static Sentences indonesian() {
        return new Sentences(read());
    }

    /** The Indonesian sentence; empty for a text that the engine did not write, for example a provider's response. */
    Optional<String> find(String text) {
        return text.length() > LENGTH_MAX ? Optional.empty() : find(text, DEPTH_MAX);
    }

    private Optional<String> find(String text, int depth) {
        String translated = whole.get(text);
        if (translated != null) {
            return Optional.of(translated);
        }
        if (depth == 0) {
            return Optional.empty();
        }
        if (LIST.matcher(text).matches()) {
            Optional<String> list = findParts(text, ", ", depth);
            if (list.isPresent()) {
                return list;
            }
        }
        for (Phrase phrase : phrases) {
            Map<Integer, String> values = phrase.values(text);
            Optional<String> filled = values == null ? Optional.empty() : filled(phrase, values, depth);
            if (filled.isPresent()) {
                return filled;
            }
        }
        return findParts(text, BETWEEN, depth);
    }

    /** The translation of a list of sentences. Empty if one of the sentences has no translation. */
    private Optional<String> findParts(String text, String between, int depth) {
        if (!text.contains(between)) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split(between, -1)) {
            Optional<String> translated = find(part, depth - 1);
            if (translated.isEmpty()) {
                return Optional.empty();
            }
            parts.add(translated.get());
        }
        return Optional.of(String.join(between, parts));
    }

    /**
     * The Indonesian sentence with its values. Empty if a value is still English, because a sentence must not mix two
     * languages.
     */
    private Optional<String> filled(Phrase phrase, Map<Integer, String> values, int depth) {
        Map<Integer, String> shown = new HashMap<>(values);
        for (Map.Entry<Integer, String> value : shown.entrySet()) {
            boolean isFromOutside = phrase.fromOutside().contains(value.getKey());
            String text = value.getValue();
            String inner = text.strip();
            String translated = isFromOutside ? inner : find(inner, depth - 1).orElse(inner);
            boolean isEnglish =
                    translated.equals(inner) && ENGLISH_WORDS.matcher(inner).find();
            if (inner.isEmpty() || isEnglish && (phrase.isGeneral() || !isFromOutside)) {
                return Optional.empty();
            }
            value.setValue(text.replace(inner, translated));
        }
        return Optional.of(PLACE.matcher(phrase.translated())
                .replaceAll(
                        place -> Matcher.quoteReplacement(shown.getOrDefault(Integer.valueOf(place.group(1)), ""))));
    }

    private static Map<String, String> read() {
        Map<String, String> all = new HashMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                for (String line :
                        file.getContentAsString(StandardCharsets.UTF_8).lines().toList()) {
                    int tab = line.indexOf('\t');
                    if (tab < 1 || all.put(line.substring(0, tab), line.substring(tab + 1)) != null) {
                        throw new IllegalStateException("Not a new sentence, a tab and its translation, in "
                                + file.getFilename() + ": " + line);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all;
    }
}
