package id.kezbek.console.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The engine's sentences in Indonesian: of refusals, warnings, fields with an error and stored reasons. The engine writes each
 * sentence in English, in the code that knows why; API v2 and the database have only this form. A line of
 * {@code console/sentences/<area>.tsv} has the English sentence, a tab and the Indonesian one. {@code {0}} is the first value.
 *
 * <p>So a sentence is found by its English text, as with gettext, and a sentence that was stored years ago is found too. A test
 * finds sentences without an Indonesian one.
 */
final class Sentences {

    private static final String FILES = "classpath*:console/sentences/*.tsv";
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");
    private static final Pattern INNER = Pattern.compile("(\\s*)(.*?)(\\s*)", Pattern.DOTALL);
    private static final String BETWEEN = "; ";
    /** A value of a sentence may be a sentence, whose values may be words. */
    private static final int DEPTH_MAX = 4;
    /** Longer texts are not sentences of the engine. */
    private static final int LENGTH_MAX = 4_000;

    /** A sentence with values. {@code between} are the fixed parts before, between and behind the values. */
    private record Phrase(List<String> between, List<Integer> places, String translated) {

        static Phrase of(String sentence, String translated) {
            List<String> between = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            Matcher place = PLACE.matcher(sentence);
            int from = 0;
            while (place.find()) {
                between.add(sentence.substring(from, place.start()));
                places.add(Integer.valueOf(place.group(1)));
                from = place.end();
            }
            between.add(sentence.substring(from));
            return new Phrase(between, places, translated);
        }

        int fixedLength() {
            return between.stream().mapToInt(String::length).sum();
        }

        /** The values by their number; null for another sentence. Each fixed part is taken where it occurs first. */
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

    /** @param translations by English sentence */
    Sentences(Map<String, String> translations) {
        translations.forEach((sentence, translated) -> {
            if (PLACE.matcher(sentence).find()) {
                phrases.add(Phrase.of(sentence, translated));
            } else {
                whole.put(sentence, translated);
            }
        });
        // "must be at most {0}" says more than "must be {0}".
        phrases.sort(Comparator.comparingInt(Phrase::fixedLength).reversed());
    }

    static Sentences indonesian() {
        return new Sentences(read());
    }

    /** The sentence in the other language; empty for a text that the engine did not write, for example a provider's answer. */
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
        for (Phrase phrase : phrases) {
            Map<Integer, String> values = phrase.values(text);
            if (values != null) {
                return Optional.of(filled(phrase.translated(), values, depth));
            }
        }
        return findParts(text, depth);
    }

    /** A list of sentences, if all of them are known. */
    private Optional<String> findParts(String text, int depth) {
        if (!text.contains(BETWEEN)) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split(BETWEEN, -1)) {
            Optional<String> translated = find(part, depth - 1);
            if (translated.isEmpty()) {
                return Optional.empty();
            }
            parts.add(translated.get());
        }
        return Optional.of(String.join(BETWEEN, parts));
    }

    private String filled(String translated, Map<Integer, String> values, int depth) {
        return PLACE.matcher(translated)
                .replaceAll(place -> Matcher.quoteReplacement(
                        value(values.getOrDefault(Integer.valueOf(place.group(1)), ""), depth)));
    }

    private String value(String value, int depth) {
        Matcher inner = INNER.matcher(value);
        if (!inner.matches()) {
            return value;
        }
        MatchResult parts = inner.toMatchResult();
        return parts.group(1) + find(parts.group(2), depth - 1).orElse(parts.group(2)) + parts.group(3);
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
