package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.console.ConsolePages.ConsolePage;
import id.kezbek.console.frame.Screen;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An officer opens each page and sends each form with the ids of the own partner, of another partner and of no partner. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherPartnersPagesTest {

    private final EngineUnderTest engine;
    private ConsoleCalls officer;
    private ConsoleSamples own;
    private ConsoleSamples foreign;
    private int forms;

    OtherPartnersPagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void officerIsLoggedIn() {
        own = ConsoleSamples.of(engine);
        foreign = ConsoleSamples.of(engine);
        officer = ConsoleCalls.officer(engine, own.partner().code());
    }

    @AfterAll
    void close() {
        officer.close();
    }

    @Test
    void whatIsAnotherPartnersIsAnsweredLikeWhatIsNotThere() {
        List<String> wrong = new ArrayList<>();
        for (ConsolePage page : ofObjects(false)) {
            int found = officer.get(own.address(page.path())).statusCode();
            if (found != 200) {
                wrong.add(page + " of the own partner: " + found);
            }
            for (List<String> variables : choices(page)) {
                HttpResponse<String> theirs = officer.get(own.foreign(page.path(), foreign, variables));
                HttpResponse<String> nobodys = officer.get(own.absent(page.path(), variables));
                if (theirs.statusCode() != 404 || !withoutRequest(theirs).equals(withoutRequest(nobodys))) {
                    wrong.add(page + " with another " + variables + ": " + theirs.statusCode());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A list as a file is requested with the path of the list. */
    @Test
    void filesOfListsContainNothingOfAnotherPartner() {
        for (String list : List.of(
                "/api/v2/partners/{code}/officers",
                "/api/v2/partners/{code}/credentials",
                "/api/v2/partners/{code}/invoices",
                "/api/v2/partners/{code}/funding/statement")) {
            assertThat(List.of(
                            file(list, own.partner().code()),
                            file(list, foreign.partner().code()),
                            file(list, "NOSUCH")))
                    .as(list)
                    .containsExactly(200, 404, 404);
        }
        String all = Screen.FILE + "?format=CSV&list=/api/v2/transactions";
        assertThat(officer.get(all + "?partner=" + foreign.partner().code()).body())
                .doesNotContain("SAMPLE/" + foreign.partner().code());
        assertThat(officer.get(all).body()).contains("SAMPLE/" + own.partner().code());
    }

    private int file(String list, String code) {
        return officer.get(Screen.FILE + "?format=CSV&list=" + list.replace("{code}", code))
                .statusCode();
    }

    /** Each form has its token, a new key and good fields: the same form acts on an object of the own partner. */
    @Test
    void noFormChangesAnythingOfAnotherPartner() {
        String token = officer.formToken("/console");
        List<ConsolePage> forms = ofObjects(true);
        List<String> before = changedByForms(foreign);
        List<String> wrong = new ArrayList<>();
        for (ConsolePage form : forms) {
            for (List<String> variables : choices(form)) {
                HttpResponse<String> theirs =
                        officer.post(own.foreign(form.path(), foreign, variables), goodFields(token));
                HttpResponse<String> nobodys = officer.post(own.absent(form.path(), variables), goodFields(token));
                // The list of officers shows the refusal above the own officers.
                int status = form.path().startsWith("/console/officers/") ? 422 : 404;
                if (theirs.statusCode() != status || !withoutRequest(theirs).equals(withoutRequest(nobodys))) {
                    wrong.add(form + " with another " + variables + ": " + theirs.statusCode());
                }
            }
        }
        assertThat(changedByForms(foreign)).isEqualTo(before);
        for (ConsolePage form : forms) {
            HttpResponse<String> ours = officer.post(own.address(form.path()), goodFields(token));
            if (ours.statusCode() != 303 && ours.statusCode() != 200) {
                wrong.add(form + " of the own partner: " + ours.statusCode());
            }
        }
        assertThat(forms).hasSizeGreaterThan(8);
        assertThat(wrong).isEmpty();
        assertThat(changedByForms(foreign)).isEqualTo(before);
    }

    private Map<String, String> goodFields(String token) {
        String key = own.partner().code() + "-" + ++forms;
        return Map.of(
                "form_token",
                token,
                "form_key",
                "good-" + key,
                "reference",
                "R" + key,
                "url",
                "http://127.0.0.1:1/hooks",
                "description",
                "changed");
    }

    /** The rows of the tables that the officers' forms change, as text. */
    private List<String> changedByForms(ConsoleSamples samples) {
        return Stream.of(
                        "partners.officer where partner = :id",
                        "people.mailbox where holder in (select id from partners.officer where partner = :id)",
                        "approvals.open_officers_sealed(:code)",
                        "access.session where partner = :id",
                        "cashback.refund where partner = :id",
                        "webhooks.endpoint where partner = :id",
                        "webhooks.delivery where partner = :id")
                .map(rows -> engine.database()
                        .sql("select string_agg(one::text, '; ' order by one::text) from (select * from " + rows
                                + ") one")
                        .param("id", samples.partner().id().value())
                        .param("code", samples.partner().code())
                        .query(String.class)
                        .optional()
                        .orElse(""))
                .toList();
    }

    /** The officers' pages and files of one object, or the forms. */
    private List<ConsolePage> ofObjects(boolean forms) {
        List<ConsolePage> found = ConsolePages.all(engine).stream()
                .filter(page -> page.isForm() == forms && page.admits(Role.OFFICER))
                .filter(page -> page.path().contains("{"))
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    /** All variables of a page's path, and each of them alone. */
    private static Set<List<String>> choices(ConsolePage page) {
        List<String> all = ConsoleSamples.variables(page.path());
        Set<List<String>> choices = new LinkedHashSet<>(List.of(all));
        all.forEach(one -> choices.add(List.of(one)));
        return choices;
    }

    private static String withoutRequest(HttpResponse<String> answer) {
        return answer.body()
                .replaceAll("(?s)<span class=\"copyable\">.*?</button>\\s*</span>", "")
                .replaceAll("name=\"form_key\" value=\"[^\"]*\"", "")
                .replaceAll("href=\"[^\"]*(lang|theme)=[^\"]*\"", "");
    }
}
