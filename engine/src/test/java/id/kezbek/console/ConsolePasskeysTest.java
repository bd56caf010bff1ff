package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import id.kezbek.browser.Chromium;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.PasskeysRequired;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Passkeys on the pages, with Chromium's virtual authenticator. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePasskeysTest {

    private static final String PAGE = "/console/passkeys";

    private final EngineUnderTest engine;
    private Chromium chromium;

    ConsolePasskeysTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void noPageBrokeARule() {
        assertThat(chromium.faults()).isEmpty();
    }

    /** The authenticator of one page's browser; the person has to unlock it, and does, unless told otherwise. */
    static final class Virtual {

        private final CDPSession session;
        private final String id;

        Virtual(Page page) {
            this.session = page.context().newCDPSession(page);
            session.send("WebAuthn.enable");
            JsonObject options = new JsonObject();
            options.addProperty("protocol", "ctap2");
            options.addProperty("transport", "internal");
            options.addProperty("hasResidentKey", true);
            options.addProperty("hasUserVerification", true);
            options.addProperty("isUserVerified", true);
            options.addProperty("automaticPresenceSimulation", true);
            JsonObject added = new JsonObject();
            added.add("options", options);
            this.id = session.send("WebAuthn.addVirtualAuthenticator", added)
                    .get("authenticatorId")
                    .getAsString();
        }

        void unlocks(boolean unlocks) {
            JsonObject change = new JsonObject();
            change.addProperty("authenticatorId", id);
            change.addProperty("isUserVerified", unlocks);
            session.send("WebAuthn.setUserVerified", change);
        }
    }

    @Test
    void aPersonAddsAPasskeyLogsInWithItAndRemovesIt() {
        Reader reader =
                Reader.staff(engine, chromium, Role.OPERATIONS).at("localhost").in("en");
        Page page = reader.page();
        Virtual authenticator = new Virtual(page);
        reader.open(PAGE);
        reader.logIn();
        assertThat(reader.text()).contains("You have no passkey yet");
        assertThat(reader.violations()).isEmpty();

        page.locator("#name").fill("Laptop <b>at work</b>");
        page.locator("form[action='" + PAGE + "'] button").click();
        page.locator(".toast").waitFor();
        assertThat(reader.text()).contains("The passkey is added", "Laptop <b>at work</b>");
        assertThat(reader.violations()).isEmpty();

        signOut(reader);
        reader.enterCode();
        page.locator("form[data-passkey] button").waitFor();
        assertThat(page.locator("h1").innerText()).isEqualTo("Use your passkey");
        assertThat(reader.violations()).isEmpty();
        assertThat(page.context().cookies(List.of(page.url())).stream().map(cookie -> cookie.name))
                .as("no session yet")
                .doesNotContain("__Host-cezbek-session");
        authenticator.unlocks(false);
        page.locator("form[data-passkey] button").click();
        page.locator("[data-problem=failed]:visible").waitFor();
        authenticator.unlocks(true);
        page.keyboard().press("Enter");
        page.locator("main#page").waitFor();

        reader.open(PAGE);
        page.locator("#name").fill("the same again");
        page.locator("form[action='" + PAGE + "'] button").click();
        page.locator("form[action='" + PAGE + "'] [data-problem=failed]:visible")
                .waitFor();
        page.locator("form[action$='/remove'] button").click();
        page.locator(".toast").waitFor();
        assertThat(reader.text()).contains("The passkey is removed", "You have no passkey yet");
    }

    @Test
    void whereStaffNeedOneTheFirstIsAddedAtTheLogIn() {
        Reader reader =
                Reader.staff(engine, chromium, Role.AUDITOR).at("localhost").in("id");
        Page page = reader.page();
        new Virtual(page);
        try (PasskeysRequired _ = PasskeysRequired.in(engine)) {
            reader.open("/console/transactions?partner=LAJADA");
            reader.enterCode();
            page.locator("form[data-passkey] #name").waitFor();
            assertThat(page.locator("h1").innerText()).isEqualTo("Tambah kunci sandi");
            assertThat(reader.violations()).isEmpty();
            page.locator("form[data-passkey] #name").fill("Ponsel");
            page.locator("form[data-passkey] button").click();
            page.locator("main#page").waitFor();

            assertThat(page.url()).endsWith("/console/transactions?partner=LAJADA");
            reader.open(PAGE);
            assertThat(reader.text()).contains("Ponsel");
        }
    }

    private static void signOut(Reader reader) {
        reader.page().locator("details.menu summary").click();
        reader.page().locator("form[action='/console/sign-out'] button").click();
        reader.page().locator("#email").waitFor();
    }
}
