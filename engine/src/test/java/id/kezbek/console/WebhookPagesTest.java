package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import id.kezbek.browser.Chromium;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.webhooks.WebhookReceiver;
import id.kezbek.webhooks.WebhookReceiver.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An officer adds an endpoint, tests it and sends an event again, on a phone; staff only read. */
@EngineTest
class WebhookPagesTest {

    private final EngineUnderTest engine;
    private final WebhookReceiver receiver = new WebhookReceiver();
    private Chromium chromium;
    private PartnerSystem partner;

    WebhookPagesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start() {
        partner = PartnerSystem.onboarded(engine, Money.ZERO);
        chromium = Chromium.start();
    }

    @AfterEach
    void close() {
        receiver.close();
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void officerAddsTestsAndResendsOnAPhone() {
        receiver.answers(webhook -> new Response(503, "closed for the night", Map.of()));
        Reader officer = Reader.officer(engine, chromium, partner.code()).in("en");
        Page page = officer.page();
        page.setViewportSize(390, 844);
        officer.open("/console/webhooks");
        officer.logIn();
        officer.open("/console/webhooks");
        assertThat(officer.text()).contains("There is no endpoint yet.");

        page.click("a[href='/console/webhooks/new']");
        page.fill("#url", "ftp://shop.example/");
        page.click("form.sheet button.first");
        assertThat(officer.text()).contains("must begin with https://");
        page.fill("#url", receiver.url());
        page.fill("#description", "Order system");
        page.check("input[value='payout.paid']");
        page.click("form.sheet button.first");
        assertThat(officer.text()).contains("Only this page shows the secret");
        String secret = page.getAttribute("button[data-copy]", "data-copy");
        assertThat(secret).startsWith("whsec_");
        requireFits(page);

        page.click("a.button.first");
        assertThat(officer.text()).contains(receiver.url(), "payout.paid", "Order system");
        assertThat(page.content()).doesNotContain(secret);
        page.click("form[action$='/test'] button");
        Eventually.holds("the page shows the answer", () -> officer.text().contains("closed for the night"));
        assertThat(officer.text()).contains("503", "Failed");
        assertThat(receiver.received().getFirst().isSignedWith(secret)).isTrue();
        requireFits(page);
        assertThat(officer.violations()).isEmpty();

        receiver.answers(webhook -> Response.of(204));
        page.click("form[action$='/resend'] button");
        Eventually.holds("the receiver has it again", () -> receiver.received().size() == 2);
        Eventually.holds("it is delivered", () -> {
            page.reload();
            return officer.text().contains("Delivered");
        });
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    void staffReadAndChangeNothing() {
        WebhookSamples samples = WebhookSamples.of(partner);
        try (ConsoleCalls staff = ConsoleCalls.staff(engine, Role.OPERATIONS)) {
            assertThat(staff.get("/console/webhooks?partner=" + partner.code()).body())
                    .contains("http://127.0.0.1:1/hooks")
                    .doesNotContain("/console/webhooks/new");
            assertThat(staff.get("/console/webhooks/" + samples.endpoint()).body())
                    .contains("webhook.test")
                    .doesNotContain("/rotate", "/disable", "/test\"");
            assertThat(staff.get("/console/webhook-deliveries/" + samples.delivery())
                            .body())
                    .contains("webhook.test")
                    .doesNotContain("/resend");
        }
    }

    @Test
    void officersSeeOnlyTheirOwn() {
        WebhookSamples samples = WebhookSamples.of(partner);
        PartnerSystem other = PartnerSystem.onboarded(engine, Money.ZERO);
        try (ConsoleCalls officer = ConsoleCalls.officer(engine, other.code())) {
            assertThat(officer.get("/console/webhooks?partner=" + partner.code())
                            .body())
                    .doesNotContain("http://127.0.0.1:1/hooks");
            assertThat(officer.get("/console/webhooks/" + samples.endpoint()).statusCode())
                    .isEqualTo(404);
            assertThat(officer.get("/console/webhook-deliveries/" + samples.delivery())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static void requireFits(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("no scrolling to the side on %s", page.url())
                .isEqualTo(true);
    }
}
