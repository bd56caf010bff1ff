package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.console.payouts.StuckList;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the pages: both languages have the same keys, and the pages use no others. */
class WordsTest {

    private static final Path FOLDER = Path.of("src/main/resources/console/words");
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path CODE = Path.of("src/main/java/id/kezbek/console");
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");
    /** A complete key in a call. An incomplete key ends with a dot or is followed by a plus sign. */
    private static final Pattern USED = Pattern.compile("\"((?:done\\.)?[a-z]+(?:\\.[A-Za-z_-]+)+)\"(?!\\s*\\+)");

    @Test
    void bothLanguagesHaveTheSameWordsWithTheSameValues() throws IOException {
        Map<String, String> english = words("en");
        Map<String, String> indonesian = words("id");
        assertThat(english.keySet())
                .containsExactlyElementsOf(indonesian.keySet())
                .isNotEmpty();
        List<String> different = english.keySet().stream()
                .filter(key -> !places(english.get(key)).equals(places(indonesian.get(key))))
                .toList();
        assertThat(different).as("a value is in one language only").isEmpty();
        assertThat(Stream.concat(english.values().stream(), indonesian.values().stream()))
                .noneMatch(String::isBlank);
    }

    @Test
    void keysBeginWithTheirFilesName() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String area = file.getFileName().toString().replaceFirst("\\..*", "");
                read(file).stringPropertyNames().stream()
                        .filter(key -> !key.startsWith(area + ".")
                                && !key.startsWith("done." + area + ".")
                                && !(area.equals("frame") && key.startsWith("done.")))
                        .forEach(key -> wrong.add(file.getFileName() + ": " + key));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void thePagesUseNoWordsThatAreMissing() throws IOException {
        Map<String, String> english = words("en");
        Set<String> areas = english.keySet().stream()
                .map(key -> key.replaceFirst("^done\\.", "").replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        int used = 0;
        for (Path file : sources()) {
            Matcher key = USED.matcher(Files.readString(file));
            while (key.find()) {
                String name = key.group(1);
                boolean isDone = english.containsKey("done." + name);
                boolean isPrefix = english.keySet().stream().anyMatch(one -> one.startsWith(name + "."));
                if (areas.contains(name.replaceFirst("\\..*", ""))) {
                    used++;
                    if (!english.containsKey(name) && !isDone && !isPrefix) {
                        missing.add(name + " in " + file.getFileName());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(used).isGreaterThan(50);
    }

    @Test
    void stuckPayoutsAreFilteredByEachReasonThatHasWords() throws IOException {
        String reasons = "payouts.why.reason.";
        assertThat(StuckList.CODES)
                .containsExactlyInAnyOrderElementsOf(words("en").keySet().stream()
                        .filter(key -> key.startsWith(reasons))
                        .map(key -> key.substring(reasons.length()))
                        .toList());
    }

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path root : List.of(TEMPLATES, CODE)) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        return all;
    }

    private static Map<String, String> words(String language) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(one -> one.toString().endsWith("." + language + ".properties"))
                    .toList()) {
                Properties words = read(file);
                words.stringPropertyNames().forEach(key -> all.put(key, words.getProperty(key)));
            }
        }
        return all;
    }

    private static Properties read(Path file) throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            words.load(reader);
        }
        return words;
    }

    private static Set<String> places(String words) {
        return PLACE.matcher(words)
                .results()
                .map(place -> place.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
