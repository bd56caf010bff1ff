package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.console.ConsolePages.ConsolePage;
import id.kezbek.console.frame.Indonesian;
import id.kezbek.console.frame.Words;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.util.HtmlUtils;

/** Each form with invalid input, on Indonesian pages: what they say about it is in Indonesian. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedFormsInIndonesianTest {

    /** Refusals, warnings and errors beside fields. */
    private static final Pattern SAID = Pattern.compile(
            "(?s)<span class=\"error\"[^>]*>(.*?)</span>|<div class=\"notice\" data-tone=\"bad\"[^>]*>(.*?)</div>"
                    + "|<p class=\"(?:notice|soft)\"[^>]*>(.*?)</p>|data-failure>.*?<p><a class=\"button");

    private static final Pattern ENGLISH = Pattern.compile(
            "(?i)(?<![\\w./<-])(?:the|must|is|are|has|have|not|with|without|of|for|this|that|only|cannot|be)(?![\\w./>-])");
    private static final Pattern MARKED = Pattern.compile("<(?!html|article)[a-z]+[^>]* lang=\"en\"[^>]*>([^<]*)");
    /** The sentence that was approved, which the page says to be in English. */
    private static final Pattern RECORD = Pattern.compile("(?s)<dt>[^<]*</dt><dd lang=\"en\" data-record>.*?</dd>");

    private static final Pattern SHOWN = Pattern.compile(">([^<>]+)<");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    /** They would end the reader's session, change what other tests use, or need no input. */
    private static final Pattern NOT_OF_ONES_OWN = Pattern.compile(
            "/console/(?:sign-out.*|jobs/.*|sessions/.*|months/.*/review|providers/.*/(?:pause|resume))");

    private static final List<String> TYPED = List.of("", "-1");
    private static final int SAID_MIN = 150;

    private final EngineUnderTest engine;
    private final Map<Role, ConsoleCalls> readers = new EnumMap<>(Role.class);
    private ConsoleSamples samples;
    private int forms;

    RefusedFormsInIndonesianTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void everyRoleReadsIndonesian() {
        samples = ConsoleSamples.of(engine);
        for (Role role : Role.values()) {
            if (role.isStaff()) {
                readers.put(role, ConsoleCalls.staff(engine, role));
            }
        }
        readers.put(Role.OFFICER, ConsoleCalls.officer(engine, samples.partner().code()));
        readers.values().forEach(reader -> reader.get("/console?lang=id"));
    }

    @AfterAll
    void close() {
        readers.values().forEach(ConsoleCalls::close);
    }

    @Test
    void nothingThatAFormSaysIsInEnglish() {
        Set<String> english = new LinkedHashSet<>();
        int said = 0;
        for (ConsolePage form :
                ConsolePages.all(engine).stream().filter(ConsolePage::isForm).toList()) {
            Set<Role> roles = new LinkedHashSet<>(List.of(form.roles().getFirst()));
            if (form.admits(Role.OFFICER)) {
                roles.add(Role.OFFICER);
            }
            for (Role role : roles) {
                for (HttpResponse<String> answer : answers(readers.get(role), form)) {
                    assertThat(answer.statusCode()).as("%s as %s", form, role).isLessThan(500);
                    said += look(answer.body(), form, english);
                    lookForKnown(answer.body(), form, english);
                }
            }
        }
        assertThat(english).isEmpty();
        assertThat(said).isGreaterThan(SAID_MIN);
    }

    /** Reasons, outcomes and warnings in tables and lists too. */
    @Test
    void noPageShowsAKnownSentenceInEnglish() {
        Set<String> english = new LinkedHashSet<>();
        for (ConsolePage page : ConsolePages.read(engine)) {
            HttpResponse<String> answer = readers.get(page.roles().getFirst()).get(samples.address(page.path()));
            lookForKnown(answer.body(), page, english);
        }
        assertThat(english).isEmpty();
        assertThat(readers.get(Role.FINANCE)
                        .get(samples.address("/console/payouts/{id}"))
                        .body())
                .contains("biaya terendah dari semua penyedia yang tersedia");
        assertThat(readers.get(Role.FINANCE)
                        .get("/console/float-bridge?day=2012-05-05")
                        .body())
                .contains("belum ada laporan pada hari tersebut yang diimpor");
    }

    private static void lookForKnown(String page, ConsolePage of, Set<String> english) {
        Matcher text = SHOWN.matcher(RECORD.matcher(page).replaceAll(""));
        while (text.find()) {
            String words = HtmlUtils.htmlUnescape(text.group(1)).strip();
            if (Indonesian.isKnownInEnglish(words)) {
                english.add(of + " shows: " + words);
            }
        }
    }

    private List<HttpResponse<String>> answers(ConsoleCalls reader, ConsolePage form) {
        String token = reader.formToken("/console");
        List<HttpResponse<String>> answers = new ArrayList<>();
        if (form.path().contains("{")) {
            answers.add(reader.post(samples.absent(form.path()), fields(token, "x")));
        }
        if (!NOT_OF_ONES_OWN.matcher(form.path()).matches()) {
            for (String typed : TYPED) {
                answers.add(reader.post(samples.address(form.path()), fields(token, typed)));
            }
        }
        return answers;
    }

    /** Every field of every form, except the reason, so that nothing is accepted that needs one. */
    private Map<String, String> fields(String token, String typed) {
        Map<String, String> fields = new HashMap<>();
        for (String key : engine.get(Words.class).all(Language.INDONESIAN).keySet()) {
            if (key.startsWith("sheet.field.")) {
                fields.put(key.substring("sheet.field.".length()), typed);
            }
        }
        for (String other :
                List.of("outcome", "provider_reference", "due", "attempt", "list", "format", "item", "decision")) {
            fields.put(other, typed);
        }
        fields.put("reason", "");
        fields.put("form_token", token);
        fields.put("form_key", "in-indonesian-" + samples.partner().code() + "-" + ++forms);
        return fields;
    }

    private static int look(String page, ConsolePage form, Set<String> english) {
        String html = RECORD.matcher(page).replaceAll("");
        Matcher marked = MARKED.matcher(html);
        while (marked.find()) {
            english.add(form + " marks as English: " + marked.group(1));
        }
        int said = 0;
        Matcher text = SAID.matcher(html);
        while (text.find()) {
            said++;
            String words = TAG.matcher(text.group()).replaceAll(" ").strip();
            if (ENGLISH.matcher(words).find()) {
                english.add(form + " says: " + words.replaceAll("\\s+", " "));
            }
        }
        return said;
    }
}
