package id.kezbek.console.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.Act;
import id.kezbek.console.ConsoleCalls;
import id.kezbek.console.frame.Words;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of proposal, each field of its change and each code in it has a text in both languages. */
@EngineTest
class ApprovalWordsTest {

    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern SUBJECT = Pattern.compile("String subject\\([^)]*\\) \\{(.*?)\n    }", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("[a-z]{2,}");

    private final EngineUnderTest engine;
    private final List<Act<?>> acts;
    private final Words words;
    private final Set<String> missing = new TreeSet<>();

    ApprovalWordsTest(EngineUnderTest engine, List<Act<?>> acts, Words words) {
        this.engine = engine;
        this.acts = acts.stream().filter(ApprovalWordsTest::isTheEngines).toList();
        this.words = words;
    }

    /** Excludes acts of other tests. */
    private static boolean isTheEngines(Act<?> act) {
        return act.getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .contains("/classes");
    }

    @Test
    void eachKindHasANameAndAnEffect() {
        for (Act<?> act : acts) {
            require("approvals.kind." + act.kind(), Stream.of("approvals.kind." + act.kind()));
            require("approvals.effect." + act.kind(), Stream.of("approvals.effect." + act.kind()));
        }
        assertThat(acts).hasSizeGreaterThan(35);
        assertThat(missing).isEmpty();
    }

    @Test
    void eachFieldOfAChangeHasANameAndEachCodeAText() {
        for (Act<?> act : acts) {
            walk(act.kind(), act.arguments(), true);
        }
        assertThat(missing).as("no text in a language").isEmpty();
    }

    private void walk(String kind, Class<?> arguments, boolean isFirst) {
        for (RecordComponent component : arguments.getRecordComponents()) {
            String field = HUMP.matcher(component.getName()).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
            if (isFirst && Differences.HIDDEN.contains(field)) {
                continue;
            }
            require(kind + " " + field, Differences.FIELDS.stream().map(prefix -> prefix + "." + field));
            Class<?> type = type(component.getGenericType());
            if (type.isRecord()) {
                walk(kind, type, false);
            } else if (type.isEnum()) {
                for (Object constant : type.getEnumConstants()) {
                    require(
                            kind + " " + field + " " + constant,
                            Differences.keysOf(kind, List.of(field), constant.toString()));
                }
            }
        }
    }

    @Test
    void namesThatPeopleChooseAreNoCodes() {
        assertThat(Differences.keysOf("CHANGE_TEMPLATE", List.of("name"), "REWARD"))
                .contains("templates.name.REWARD");
        assertThat(Differences.keysOf("CHANGE_WALLET", List.of("name"), "REWARD"))
                .doesNotContain("templates.name.REWARD");
        assertThat(Differences.keysOf("CHANGE_STATEMENT_PROFILE", List.of("profile", "columns", "outcome"), "PAID"))
                .isEmpty();
    }

    /** The elements of a list have the list's field name. */
    private static Class<?> type(Type type) {
        if (type instanceof ParameterizedType list) {
            return type(List.class.equals(list.getRawType()) ? list.getActualTypeArguments()[0] : list.getRawType());
        }
        return (Class<?>) type;
    }

    @Test
    void eachWordOfASubjectHasAText() throws IOException {
        Set<String> unknown = new TreeSet<>();
        int read = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/id/kezbek"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith("Act.java")).toList()) {
                Matcher subject = SUBJECT.matcher(Files.readString(file));
                if (subject.find()) {
                    read++;
                    LITERAL.matcher(subject.group(1))
                            .results()
                            .forEach(literal ->
                                    unknown.addAll(unknown(literal.group(1)).toList()));
                }
            }
        }
        assertThat(read).isGreaterThan(25);
        assertThat(unknown).as("write it in Subject.PHRASES").isEmpty();
        for (String phrase : Subject.PHRASES) {
            String key = "approvals.object." + phrase.replace(' ', '-');
            require(key, Stream.of(key));
        }
        assertThat(missing).isEmpty();
    }

    private static Stream<String> unknown(String literal) {
        String left = literal;
        for (String phrase : Subject.PHRASES) {
            left = left.replaceAll("\\b" + phrase + "\\b", "");
        }
        return WORD.matcher(left).results().map(word -> word.group());
    }

    @Test
    void aProposalIsReadInTheReadersLanguage() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        try (StaffCalls staff = new StaffCalls(engine);
                ConsoleCalls reader = ConsoleCalls.staff(engine, Role.ADMIN)) {
            String proposal = staff.post(
                            "/api/v2/partners/" + partner.code() + "/funding/top-ups",
                            Role.FINANCE,
                            "{\"amount\":{\"value\":\"250000.00\",\"currency\":\"IDR\"},\"bank_reference\":\"WORDS-"
                                    + partner.code() + "\",\"reason\":\"transfer hari ini\"}")
                    .body()
                    .get("id")
                    .asString();
            reader.get("/console?lang=id");

            assertThat(reader.get("/console/approvals/" + proposal).body())
                    .contains(
                            "<h1>Transfer mitra</h1>",
                            "Transfer dibukukan",
                            "<dd>mitra " + partner.code() + ", Isi saldo")
                    .contains("<ins>Isi saldo</ins>", "<ins>Rp250.000</ins>", "Referensi bank");
            assertThat(reader.get("/console/approvals?state=PROPOSED").body())
                    .contains(">Transfer mitra</a>: mitra " + partner.code());
            assertThat(reader.get("/console/partners/NOSUCH").body()).contains("<p>Tidak ditemukan</p>");
        }
    }

    @Test
    void eachErrorHasATitle() {
        Arrays.stream(ErrorCode.values()).forEach(code -> require(code.name(), Stream.of("frame.code." + code)));
        assertThat(missing).isEmpty();
    }

    private void require(String what, Stream<String> keys) {
        List<String> possible = keys.toList();
        for (Language language : Language.values()) {
            if (possible.stream().noneMatch(key -> words.find(language, key).isPresent())) {
                missing.add(what + " in " + language.code());
            }
        }
    }
}
