package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import id.kezbek.browser.Chromium;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The way from the log-in to the complete history of one purchase, in a real browser. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleRoadTest {

    private final EngineUnderTest engine;
    private Chromium chromium;

    ConsoleRoadTest(EngineUnderTest engine) {
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
    void turnBack() {
        engine.clock().reset();
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    void operationsFindsACustomersCashbackFromOneBox() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));
        PurchaseBody purchase = PurchaseBody.goodV2();
        purchase = purchase.with("reference", "\"ROAD/" + partner.code() + "\"");
        Answer accepted = partner.transact(purchase.json());
        assertThat(accepted.status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        Reader reader = Reader.staff(engine, chromium, Role.OPERATIONS).in("en");
        reader.open("/console");
        assertThat(reader.page().url()).as("who is not logged in").contains("/console/sign-in");
        reader.logIn();

        assertThat(reader.text()).contains("Needs a person", "Payouts with unknown result", "Today", "Purchases");
        reader.page().keyboard().press("/");
        reader.page().keyboard().type(purchase.text("reference"));
        reader.page().keyboard().press("Enter");
        reader.page().locator("h1:not(:text-is('Overview'))").waitFor();

        assertThat(reader.text())
                .contains("The purchase was accepted", partner.code(), "Rp750,000", "The cashback is Rp11,250")
                .contains("The customer starts in tier BRONZE")
                .contains("A payout of Rp")
                .contains("Attempt 1 at", "paid", "The providers, the best first");
        assertThat(reader.violations()).isEmpty();
    }

    @Test
    void aCustomerWhoseOnlyPurchaseWasRefundedHasAPageWithoutATier() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        String msisdn = "628118" + (900_000 + partner.id().value());
        Answer accepted = partner.transact(
                PurchaseBody.goodV2().with("msisdn", "\"" + msisdn + "\"").json());
        engine.awaitPaid(partner.id());
        Answer refunded = partner.post(
                "/api/v2/transactions/" + accepted.body().get("id").asString() + "/refunds",
                "{\"reference\":\"R/" + partner.code() + "\"}");
        assertThat(refunded.status()).as(refunded.v2()).isEqualTo(201);
        Reader reader = Reader.staff(engine, chromium, Role.OPERATIONS).in("en");
        reader.open("/console/search?q=" + msisdn);
        reader.logIn();

        assertThat(reader.page().url()).contains("/console/customers/" + msisdn);
        assertThat(reader.text()).contains("no tier", "all purchases were refunded", "Rp750,000");
        assertThat(reader.violations()).isEmpty();
    }

    @Test
    void theCookieIsNoScriptsAndEndsWithTheLogOut() {
        Reader reader = Reader.staff(engine, chromium, Role.FINANCE).in("id");
        reader.open("/console/transactions?partner=LAJADA");
        reader.logIn();

        assertThat(reader.page().url())
                .as("the page that was asked for")
                .endsWith("/console/transactions?partner=LAJADA");
        assertThat(reader.page().evaluate("document.cookie")).isEqualTo("");
        assertThat(reader.page().context().cookies())
                .filteredOn(cookie -> cookie.name.equals("__Host-cezbek-session"))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie.httpOnly).isTrue();
                    assertThat(cookie.secure).isTrue();
                    assertThat(cookie.sameSite.name()).isEqualTo("LAX");
                });
        String cookie = reader.page().context().cookies().getFirst().value;
        assertThat(engine.database()
                        .sql(
                                "select count(*) from access.browser_session where encode(secret_hash, 'escape') like '%' || ? || '%'")
                        .param(cookie)
                        .query(Long.class)
                        .single())
                .isZero();

        reader.page().locator("details.menu summary").click();
        reader.page().locator("form[action='/console/sign-out'] button").click();
        reader.page().locator("#email").waitFor();
        assertThat(reader.text()).contains("Anda telah keluar");
        reader.open("/console");
        assertThat(reader.page().url()).contains("/console/sign-in");
    }

    @Test
    void anOfficerSeesTheOwnPartnerOnly() {
        PartnerSystem own = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        PartnerSystem other = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        String mine =
                own.transact(PurchaseBody.goodV2().json()).body().get("id").asString();
        String theirs =
                other.transact(PurchaseBody.goodV2().json()).body().get("id").asString();
        Reader officer = Reader.officer(engine, chromium, own.code()).in("en");
        officer.open("/console");
        officer.logIn();

        assertThat(officer.text()).contains("PT. " + own.code(), "Balance").doesNotContain(other.code());
        assertThat(officer.open("/console/transactions/" + mine)).isEqualTo(200);
        assertThat(officer.open("/console/transactions/" + theirs)).isEqualTo(404);
        String absent = officer.text();
        officer.open("/console/transactions/00000000000000000000000000");
        assertThat(officer.text().replaceAll("Request\\s+\\S+", ""))
                .isEqualTo(absent.replaceAll("Request\\s+\\S+", ""));
        assertThat(officer.open("/console/approvals")).isEqualTo(403);
        assertThat(officer.page().locator("nav").count()).isZero();
        officer.open("/console");
        assertThat(officer.page().locator("nav").innerText())
                .contains("Transactions")
                .doesNotContain("Approvals");
    }

    @Test
    void anIdleSessionEnds() {
        Reader reader = Reader.staff(engine, chromium, Role.AUDITOR).in("en");
        reader.open("/console");
        reader.logIn();
        engine.clock().advance(java.time.Duration.ofMinutes(29));
        assertThat(reader.open("/console/transactions")).isEqualTo(200);
        engine.clock().advance(java.time.Duration.ofMinutes(29));
        reader.open("/console/transactions");
        assertThat(reader.page().url()).endsWith("/console/transactions");

        engine.clock().advance(java.time.Duration.ofMinutes(31));
        reader.open("/console/transactions");

        assertThat(reader.page().url()).contains("/console/sign-in?to=");
    }

    @Test
    void aSecondPersonApprovesOnThePage() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        String proposal;
        try (id.kezbek.testing.StaffCalls staff = new id.kezbek.testing.StaffCalls(engine)) {
            Answer proposed = staff.post(
                    "/api/v2/partners/" + partner.code() + "/funding/top-ups",
                    Role.FINANCE,
                    "{\"amount\":{\"value\":\"250000.00\",\"currency\":\"IDR\"},\"bank_reference\":\"TU-"
                            + partner.code() + "\",\"reason\":\"<b>transfer</b> of today\"}");
            assertThat(proposed.status()).isEqualTo(202);
            proposal = proposed.body().get("id").asString();
        }
        Reader admin = Reader.staff(engine, chromium, Role.ADMIN).in("en");
        admin.open("/console/approvals?state=PROPOSED");
        admin.logIn();
        Page page = admin.page();
        page.locator("a[href='/console/approvals/" + proposal + "']").click();
        page.locator("#decide").waitFor();
        assertThat(admin.text()).contains("<b>transfer</b> of today");
        assertThat(admin.violations()).isEmpty();

        page.keyboard().press("a");
        page.keyboard().press("Enter");
        page.locator(".toast").waitFor();

        assertThat(admin.text()).contains("Approved and carried out");
        assertThat(page.locator("#decide").count()).isZero();
    }
}
