package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import id.kezbek.reconciliation.TestStatements;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Finance imports statements: drop, preview, several files, and uploads that fail. */
@EngineTest
class StatementJourneysTest extends Journeys {

    StatementJourneysTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void financeDropsAStatementReadsItsPreviewAndImportsIt() {
        LocalDate day = LocalDate.of(2021, 5, 4);
        Reader finance = loggedIn(Role.FINANCE);
        Page page = finance.page();
        finance.open("/console/statement-import");
        page.locator("#provider").selectOption("JOSVOH2H");
        page.locator("#day").fill(day.toString());
        JSHandle file = page.evaluateHandle("""
                text => {
                  const files = new DataTransfer();
                  files.items.add(new File([text], "statement.csv"));
                  return files;
                }""", TestStatements.text(day));
        page.dispatchEvent("[data-drop]", "drop", Map.of("dataTransfer", file));

        page.locator("button[formaction$='/preview']").click();
        page.locator("#preview").waitFor();
        assertThat(page.locator("#preview").innerText())
                .contains(
                        "JOSVOH2H",
                        words(Role.FINANCE, "statements.kind.PAYMENT"),
                        inWords(Role.FINANCE, "−Rp5,000", "−Rp5.000"));
        assertThat(finance.violations()).isEmpty();
        assertThat(engine().count("reconciliation.file where from_day = '" + day + "'"))
                .as("a preview records nothing")
                .isZero();

        // The file stays chosen.
        page.locator("form[data-upload] button.first").click();
        page.waitForURL("**/console/statements/*");
        assertThat(page.url()).contains("done=statements.imported");
        finance.open("/console/statement-import");
        assertThat(page.locator("#imports tbody tr").first().innerText())
                .contains("JOSVOH2H", words(Role.FINANCE, "statements.imports.state.DONE"));
    }

    @Test
    void financeDropsSeveralStatementsAndOnlyTheRefusedOneStaysInTheForm() {
        LocalDate day = LocalDate.of(2021, 5, 7);
        Reader finance = loggedIn(Role.FINANCE);
        Page page = finance.page();
        finance.open("/console/statement-import");
        Locator file = page.locator("#file");
        Locator send = page.locator("form[data-upload] button.first");
        FilePayload good = statement("JOSVOH2H-" + day + ".csv", TestStatements.text(day));
        FilePayload bad = statement("josvoh2h " + day.plusDays(1) + ".csv", "a,b");

        file.setInputFiles(new FilePayload[] {good, statement("statement.csv", "a,b")});
        assertThat(page.locator("[data-files]").innerText()).contains(words(Role.FINANCE, "statements.import.unnamed"));
        assertThat(send.isDisabled()).isTrue();
        file.setInputFiles(bad);
        assertThat(page.locator("#provider").inputValue()).isEqualTo("JOSVOH2H");
        assertThat(page.locator("#day").inputValue()).isEqualTo(day.plusDays(1).toString());
        file.setInputFiles(new FilePayload[] {good, bad});
        send.click();
        page.locator("[data-files][role=alert]").waitFor();

        assertThat(page.locator("[data-files] li").allInnerTexts())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .endsWith("JOSVOH2H, " + day + ". "
                                        + words(Role.FINANCE, "statements.imports.state.DONE")),
                        second -> assertThat(second)
                                .contains(day.plusDays(1)
                                        + inWords(
                                                Role.FINANCE,
                                                ". is not in the format of profile JOSVOH2H",
                                                ". tidak memakai format JOSVOH2H"))
                                .endsWith(inWords(
                                        Role.FINANCE, "separator or encoding", "pemisah atau pengodeannya lain")));
        assertThat(page.evaluate("[...document.querySelector('#file').files].map(file => file.name).join()"))
                .isEqualTo(bad.name);
        assertThat(finance.violations()).isEmpty();

        send.click();
        page.locator("form[data-upload] [role=alert]").first().waitFor();
        assertThat(page.locator("#provider").inputValue())
                .as("the refused file is sent again with the provider and day of its name")
                .isEqualTo("JOSVOH2H");
        assertThat(page.locator("#day").inputValue()).isEqualTo(day.plusDays(1).toString());
        assertThat(engine().count("reconciliation.file where from_day = '" + day + "' and state = 'LOADED'"))
                .isOne();
    }

    private static FilePayload statement(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anUploadThatFailsKeepsTheFormAndSaysWhy() {
        Reader finance = loggedIn(Role.FINANCE);
        Page page = finance.page();
        finance.open("/console/statement-import");
        page.locator("#day").fill("2021-05-05");
        page.locator("#file")
                .setInputFiles(new FilePayload("statement.csv", "text/csv", "a,b".getBytes(StandardCharsets.UTF_8)));
        // As after another log-in.
        page.evaluate("document.querySelector('form[data-upload] [name=form_token]').value = 'of-another-session'");

        page.locator("button[formaction$='/preview']").click();
        Locator failure = page.locator("form[data-upload] [data-failure][role=alert]");
        failure.waitFor();

        assertThat(failure.innerText())
                .contains(inWords(Role.FINANCE, "this form is out of date", "formulir ini kedaluwarsa"));
        assertThat(page.url()).endsWith("/console/statement-import");
        assertThat(page.locator("#day").inputValue()).isEqualTo("2021-05-05");
        assertThat(page.evaluate("document.querySelector('#file').files.length"))
                .isEqualTo(1);
        assertThat(page.locator("form[data-upload] button.first").isEnabled()).isTrue();
        assertThat(finance.violations()).isEmpty();
    }
}
