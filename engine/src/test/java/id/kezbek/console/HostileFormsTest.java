package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.console.ConsolePages.ConsolePage;
import id.kezbek.shared.Language;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.util.HtmlUtils;

/** Each form of a page with values that no field of its kind accepts: it says so beside the field and records nothing. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileFormsTest {

    /** The kinds of fields, and for each the values that it never accepts. */
    private enum Kind {
        NUMBER("1e9", "0x10", "12,5", "٣", "9".repeat(20), "1\u00a0000"),
        DECIMAL("1e9", "0x10", "1,2,3", "٣", "9".repeat(20), "NaN"),
        TIME("2027-02-31T00:00", "10000-01-01T00:00", "+12000-01-01T00:00", "2027-13-01T00:00", "yesterday", "0"),
        CHOICE("NO_SUCH_CHOICE", "yes", "\u0000", "x".repeat(10_000), " ", "<b>"),
        TEXT("x".repeat(10_000), "a\u0000b", "a\u0007b", " ", "\u202Eabc", "a\u001Fb");

        private final List<String> values;

        Kind(String... values) {
            this.values = List.of(values);
        }
    }

    private static final int ROUNDS = 6;
    private static final List<Integer> REFUSED = List.of(400, 404, 409, 413, 422);

    private static final Pattern FORM =
            Pattern.compile("(?s)<form class=\"sheet[^\"]*\" method=\"post\"([^>]*)>(.*?)</form>");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern FIELD = Pattern.compile("<(input|select|textarea)([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");
    private static final Pattern NOTICE = Pattern.compile("(?s)<p class=\"notice\" data-tone=\"bad\" role=\"alert\">"
            + "|<div class=\"notice\" data-tone=\"bad\" role=\"alert\">(?:\\s*<p>.*?</p>){2}");
    private static final Pattern SAID = Pattern.compile("<span class=\"error\" id=\"([^\"]+)-error\"");

    private final EngineUnderTest engine;
    private final Map<Role, ConsoleCalls> people = new EnumMap<>(Role.class);
    private ConsoleSamples samples;
    private int forms;

    HostileFormsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void logIn() {
        samples = ConsoleSamples.of(engine);
        for (Role role : Role.values()) {
            if (role.isStaff()) {
                people.put(role, ConsoleCalls.staff(engine, role));
            }
        }
        people.put(Role.OFFICER, ConsoleCalls.officer(engine, samples.partner().code()));
    }

    @AfterAll
    void close() {
        people.values().forEach(ConsoleCalls::close);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsWrongWithHostileFieldsAndRecordsNothing(Language language) {
        people.values().forEach(person -> person.get("/console?lang=" + language.code()));
        List<String> faults = new ArrayList<>();
        int sent = 0;
        for (ConsolePage page : ConsolePages.read(engine)) {
            ConsoleCalls person = people.get(page.roles().getFirst());
            String address = samples.address(page.path());
            for (MatchResult form :
                    FORM.matcher(person.get(address).body()).results().toList()) {
                for (int round = language.ordinal() * ROUNDS / 2;
                        round < (language.ordinal() + 1) * ROUNDS / 2;
                        round++) {
                    sent += send(person, page, form, round, faults);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(sent).isGreaterThan(100);
    }

    private int send(ConsoleCalls person, ConsolePage page, MatchResult form, int round, List<String> faults) {
        Matcher action = ACTION.matcher(form.group(1));
        Map<String, String> typed = new LinkedHashMap<>();
        Map<String, String> hostile = new LinkedHashMap<>();
        boolean isFile = false;
        Matcher field = FIELD.matcher(form.group(2));
        while (field.find()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            ATTRIBUTE.matcher(field.group(2)).results().forEach(one -> attributes.put(one.group(1), one.group(2)));
            String name = attributes.getOrDefault("name", "");
            String type = attributes.getOrDefault("type", "");
            isFile |= type.equals("file");
            if (type.equals("hidden")) {
                typed.put(name, HtmlUtils.htmlUnescape(attributes.getOrDefault("value", "")));
            } else if (!name.isEmpty()) {
                hostile.put(
                        name,
                        kind(field.group(1), type, attributes.getOrDefault("inputmode", ""))
                                .values
                                .get(round));
            }
        }
        if (!action.find() || hostile.isEmpty() || isFile) {
            return 0;
        }
        typed.putAll(hostile);
        typed.put("form_key", "hostile-" + samples.partner().code() + "-" + ++forms);
        long approvals = engine.count("approvals.approval");
        String what = page + " round " + round + " " + hostile.keySet();

        HttpResponse<String> answer = person.post(HtmlUtils.htmlUnescape(action.group(1)), typed);

        if (!REFUSED.contains(answer.statusCode())) {
            faults.add(what + " gets " + answer.statusCode() + " "
                    + answer.headers().firstValue("location").orElse(""));
        } else if (answer.statusCode() == 422) {
            List<String> said = SAID.matcher(answer.body())
                    .results()
                    .map(one -> one.group(1).replaceFirst(".*-(?=reason$)", ""))
                    .toList();
            // Some operations read further fields only after the first ones are good. Lists of rows are told above the
            // form.
            boolean isSaid = said.stream().anyMatch(hostile::containsKey)
                    || NOTICE.matcher(answer.body()).find();
            if (!isSaid) {
                faults.add(what + " names none of its fields, says " + said);
            }
        }
        if (engine.count("approvals.approval") != approvals) {
            faults.add(what + " records a proposal");
        }
        return 1;
    }

    private static Kind kind(String tag, String type, String mode) {
        return switch (tag) {
            case "select" -> Kind.CHOICE;
            case "textarea" -> Kind.TEXT;
            default ->
                switch (type + mode) {
                    case "textnumeric" -> Kind.NUMBER;
                    case "textdecimal" -> Kind.DECIMAL;
                    case "datetime-local", "date", "month" -> Kind.TIME;
                    default -> Kind.TEXT;
                };
        };
    }
}
