package id.kezbek;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.GeneratedDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that everything exists that the pages refer to: tests, other pages, decisions, packages and commands. */
class DocsTest {

    private static final Path PROJECT =
            GeneratedDocument.path("").toAbsolutePath().normalize().getParent();
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)?(?:#([a-z][A-Za-z0-9]*))?`");
    private static final Pattern DECISION = Pattern.compile("\\[ADR (\\d+)\\]\\((\\d{4})-[a-z0-9-]+\\.md\\) \\|$");
    private static final Pattern COMMAND = Pattern.compile("\\./cezbek ([a-z]+(?:-[a-z]+)*)");

    @ParameterizedTest
    @ValueSource(strings = {"parity.md", "reliability.md"})
    void everyNamedTestExists(String page) {
        Map<String, String> tests = testSources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        String current = "";
        for (MatchResult each :
                NAMED_TEST.matcher(GeneratedDocument.read(page)).results().toList()) {
            String method = each.group(2);
            current = each.group(1) == null ? current : each.group(1);
            if (each.group(1) == null && method == null) {
                continue;
            }
            named++;
            if (!isThere(tests.get(current), method)) {
                missing.add(method == null ? current : current + "#" + method);
            }
        }
        assertThat(named).isGreaterThan(20);
        assertThat(missing).as("tests that %s names", page).isEmpty();
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = pages().stream()
                .flatMap(page ->
                        links(page).filter(link -> !leadsSomewhere(page, link)).map(link -> page + ": " + link))
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void indexListsEveryPage() throws IOException {
        assertThat(links(PROJECT.resolve("README.md")).toList()).contains("docs/README.md");
        try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
            List<String> pages = docs.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .toList();
            assertThat(links(PROJECT.resolve("docs/README.md")).toList()).containsAll(pages);
        }
    }

    @Test
    void readmeIsShort() {
        assertThat(read(PROJECT.resolve("README.md")).lines().count()).isLessThanOrEqualTo(90);
    }

    @Test
    void indexOfDecisionsIsOrdered() throws IOException {
        List<String> named = read(PROJECT.resolve("docs/adr/README.md"))
                .lines()
                .flatMap(line -> DECISION.matcher(line).results())
                .map(decision -> decision.group(2))
                .toList();
        try (Stream<Path> records = Files.list(PROJECT.resolve("docs/adr"))) {
            assertThat(named)
                    .isEqualTo(records.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .map(name -> name.substring(0, 4))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void glossaryIsAlphabetical() {
        List<String> terms = read(PROJECT.resolve("docs/glossary.md"))
                .lines()
                .filter(line -> line.startsWith("**"))
                .map(line -> line.substring(2, line.indexOf(".**")).toLowerCase(Locale.ROOT))
                .toList();
        assertThat(terms).hasSizeGreaterThan(50).isSorted();
    }

    @Test
    void mapNamesEveryPackage() throws IOException {
        String map = read(PROJECT.resolve("ARCHITECTURE.md"));
        try (Stream<Path> packages = Files.list(PROJECT.resolve("engine/src/main/java/id/kezbek"))) {
            assertThat(packages.filter(Files::isDirectory))
                    .allSatisfy(folder -> assertThat(map).contains("\n| `" + folder.getFileName() + "` | "));
        }
    }

    @Test
    void everyCommandThatAPageNamesIsThereAndHelped() {
        String script = read(PROJECT.resolve("cezbek"));
        String help = script.substring(script.indexOf("usage: ./cezbek"), script.indexOf("\nHELP\n"));
        String commands = script.substring(script.lastIndexOf("\ncase $command in"));
        List<String> named = pages().stream()
                .flatMap(page -> COMMAND.matcher(read(page)).results())
                .map(command -> command.group(1))
                .distinct()
                .toList();
        assertThat(named).contains("demo", "up", "test").allSatisfy(command -> {
            assertThat(commands).containsPattern("\\b" + command + "\\b");
            assertThat(help).contains("\n  " + command + " ");
        });
    }

    /** Whether the lines above the method, up to the blank line, contain a test annotation. */
    @Test
    void cloudPermitsEveryFolderOfTheFileStore() {
        Pattern folder = Pattern.compile("(?:FOLDER = |REFUSED = |inbox:|return )\"?([a-z]+(?:-[a-z]+)*)(?:/|[\"}])");
        Set<String> folders = new TreeSet<>();
        for (Path source : walk(PROJECT.resolve("engine/src/main/java"))) {
            String text = read(source);
            if (text.contains("FileStore") || text.contains("SealedFiles") || text.contains("ofKey(")) {
                folder.matcher(text).results().map(found -> found.group(1)).forEach(folders::add);
            }
        }
        folders.add("logos");
        assertThat(folders).hasSizeGreaterThanOrEqualTo(8);
        String policy = read(PROJECT.resolve("ops/terraform/modules/access/main.tf"));
        String page = GeneratedDocument.read("aws.md");
        assertThat(folders).allSatisfy(each -> {
            assertThat(policy).contains("${var.bucket_arn}/" + each + "/*");
            assertThat(page).contains("`…/" + each + "/*`");
        });
    }

    private static boolean isThere(String source, String method) {
        if (source == null || method == null) {
            return source != null;
        }
        int at = source.indexOf("void " + method + "(");
        return at > 0
                && Pattern.compile("@(Test|RepeatedTest|ParameterizedTest|Property)\\b")
                        .matcher(source.substring(source.lastIndexOf("\n\n", at), at))
                        .find();
    }

    private static Map<String, String> testSources() {
        return Stream.of("engine", "lambda", "sandbox", "trials")
                .flatMap(module -> walk(PROJECT.resolve(module + "/src/test/java")).stream())
                .filter(file -> file.toString().endsWith("Test.java"))
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        DocsTest::read,
                        // Two modules may have a test with the same name; either may be meant.
                        String::concat));
    }

    private static List<Path> pages() {
        return Stream.of(
                        Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
                                .map(PROJECT::resolve),
                        walk(PROJECT.resolve("docs")).stream(),
                        walk(PROJECT.resolve("ops")).stream())
                .flatMap(Function.identity())
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    private static Stream<String> links(Path page) {
        return LINK.matcher(FENCED.matcher(read(page)).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("https?:.*"));
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).anyMatch(parts[1]::equals));
    }

    private static Stream<String> anchors(Path page) {
        return HEADING.matcher(read(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
    }

    private static List<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
