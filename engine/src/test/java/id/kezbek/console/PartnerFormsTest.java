package id.kezbek.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import id.kezbek.browser.Chromium;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.RefundTerms;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Partners in the console, for staff and officers. */
@EngineTest
class PartnerFormsTest {

    private static final Pattern REMOVE = Pattern.compile("action=\"(/console/officers/[0-9a-z]{26}/remove)\"");

    /** The size of the drawn preview, and the opacity of its first pixel. */
    private static final String DRAWN = """
            () => {
              const canvas = document.querySelector("[data-preview] canvas");
              return [canvas.width, canvas.height, canvas.getContext("2d").getImageData(0, 0, 1, 1).data[3]];
            }""";

    private final EngineUnderTest engine;

    PartnerFormsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void topUpWaitsForSecondPersonAndKeepsWhatWasTypedIfRefused() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        String form = "/console/partners/" + partner.code() + "/top-up";
        try (ConsoleCalls finance = ConsoleCalls.staff(engine, Role.FINANCE)) {
            String token = finance.formToken(form);
            HttpResponse<String> refused = finance.post(
                    form,
                    Map.of(
                            "form_token",
                            token,
                            "form_key",
                            "first-" + partner.code(),
                            "amount",
                            "a lot",
                            "bank_reference",
                            "BCA-" + partner.code()));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("value=\"a lot\"", "BCA-" + partner.code(), "id=\"amount-error\"");

            Map<String, String> typed = Map.of(
                    "form_token",
                    token,
                    "form_key",
                    "second-" + partner.code(),
                    "amount",
                    "1.250.000",
                    "bank_reference",
                    "BCA-" + partner.code());
            HttpResponse<String> proposed = finance.post(form, typed);
            assertThat(proposed.statusCode()).isEqualTo(303);
            String approval = proposed.headers().firstValue("location").orElseThrow();
            HttpResponse<String> secondClick = finance.post(form, typed);
            assertThat(secondClick.headers().firstValue("location")).hasValue(approval);
            assertThat(engine.count("approvals.approval where subject like 'partner " + partner.code() + ",%'"))
                    .as("a double click proposes once")
                    .isOne();
            assertThat(approval).startsWith("/console/approvals/");
            assertThat(finance.get(approval).body()).contains("Rp1.250.000", "BCA-" + partner.code());
            assertThat(finance.get("/console/partners/" + partner.code() + "/balance")
                            .body())
                    .doesNotContain("BCA-" + partner.code());
        }
    }

    @Test
    void refundTermsWaitForSecondPerson() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        String form = "/console/partners/" + partner.code() + "/refund-terms";
        try (ConsoleCalls finance = ConsoleCalls.staff(engine, Role.FINANCE)) {
            HttpResponse<String> proposed = finance.post(
                    form,
                    Map.of(
                            "form_token",
                            finance.formToken(form),
                            "form_key",
                            "terms-" + partner.code(),
                            "refunds",
                            "ABSORBED_BY_OPERATOR",
                            "refunds_limit",
                            "25.000",
                            "reason",
                            "agreed"));
            String approval = proposed.headers().firstValue("location").orElseThrow();
            assertThat(approval).startsWith("/console/approvals/");
            assertThat(finance.get(approval).body()).contains("is borne by Kezbek if a refund is at most");
            assertThat(engine.get(PartnerDirectory.class)
                            .find(partner.code())
                            .orElseThrow()
                            .refunds())
                    .as("not before another person has approved it")
                    .isEqualTo(RefundTerms.NET);
        }
    }

    @Test
    void officerAddsAndRemovesColleague() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(500_000));
        try (ConsoleCalls officer = ConsoleCalls.officer(engine, partner.code())) {
            String token = officer.formToken("/console/officers/new");
            String name = "Budi of " + partner.code();
            HttpResponse<String> added = officer.post(
                    "/console/officers/new",
                    Map.of(
                            "form_token",
                            token,
                            "form_key",
                            "add-" + partner.code(),
                            "name",
                            name,
                            "email",
                            "budi." + PartnerSamples.email(partner.code())));
            assertThat(added.headers().firstValue("location").orElse(added.body()))
                    .startsWith("/console/officers?");
            String list = officer.get("/console/officers").body();
            assertThat(list).contains(name);

            Matcher remove = REMOVE.matcher(list);
            assertThat(remove.find()).isTrue();
            HttpResponse<String> removed =
                    officer.post(remove.group(1), Map.of("form_token", token, "form_key", "remove-" + partner.code()));
            assertThat(removed.statusCode()).isEqualTo(303);
            assertThat(officer.get("/console/officers").body()).doesNotContain(name);
            assertThat(officer.get("/console/balance").body()).contains("Rp500").contains("first of " + partner.code());
        }
    }

    @Test
    void onboardingShowsSecretOnceAndTakesLogoAfterPreview() {
        try (Chromium chromium = Chromium.start()) {
            Reader admin = Reader.staff(engine, chromium, Role.ADMIN).in("en");
            admin.open("/console/partners/new");
            admin.logIn();
            Map.of(
                            "company", "PT. Onboarded",
                            "code", "CONSOLED",
                            "email", "ops@consoled.example",
                            "msisdn", "0811 8770 5199",
                            "officer", "Siti Nurhaliza",
                            "address", "Jalan Sudirman 1, Jakarta")
                    .forEach((name, value) -> admin.page().locator("#" + name).fill(value));
            choose(admin, "notes.png", "no image".getBytes(UTF_8));
            admin.page().locator("[data-unreadable]").waitFor();
            assertThat(admin.page().locator("[data-preview]").isVisible()).isFalse();
            choose(admin, "logo.png", PartnerSamples.image("png", 640, 64));
            admin.page().locator("[data-preview]").waitFor();
            assertThat(admin.page().locator("[data-unreadable]").isVisible()).isFalse();
            assertThat(admin.page().evaluate(DRAWN)).as("width, height, opaque").isEqualTo(List.of(320, 32, 255));
            assertThat(admin.violations()).isEmpty();
            admin.page().locator("form.sheet button.first").click();
            admin.page().locator("h1:text-is('New credential of CONSOLED')").waitFor();
            assertThat(admin.text()).contains("This is shown only now");
            List<String> copied = admin.page().locator("dl.facts .mono").allInnerTexts();
            assertThat(copied).hasSize(2).allMatch(text -> text.length() > 20);
            assertThat(admin.page().locator("dl.facts button[data-copy]").all())
                    .extracting(button -> button.getAttribute("data-copy"))
                    .isEqualTo(copied);

            admin.open("/console/partners/CONSOLED/logo");
            assertThat(widthOfLogo(admin)).as("the current logo").isEqualTo(640);
            choose(admin, "logo.jpg", PartnerSamples.image("jpg", 48, 64));
            admin.page().locator("[data-preview]").waitFor();
            assertThat(admin.page().evaluate(DRAWN)).isEqualTo(List.of(48, 64, 255));
            assertThat(admin.violations()).isEmpty();
            admin.page().locator("form.sheet button.first").click();
            admin.page().locator("p.toast").waitFor();
            assertThat(admin.text()).contains("The logo was replaced.", "PT. Onboarded", "Download");
            assertThat(widthOfLogo(admin)).as("the new logo").isEqualTo(48);
            assertThat(admin.violations()).isEmpty();
            assertThat(admin.page().locator("img.logo").getAttribute("alt")).isEqualTo("Logo of PT. Onboarded");
            assertThat(chromium.faults()).isEmpty();
        }
    }

    private static void choose(Reader reader, String name, byte[] file) {
        reader.page().locator("#logo").setInputFiles(new FilePayload(name, "image/png", file));
    }

    /** The width of the logo's file, after the browser has decoded it. */
    private static int widthOfLogo(Reader reader) {
        return ((Number) reader.page()
                        .locator("img.logo")
                        .evaluate("image => image.decode().then(() => image.naturalWidth)"))
                .intValue();
    }

    @Test
    void partnerIsOnboardedOnceThoughItsLogoIsRefused() {
        try (ConsoleCalls admin = ConsoleCalls.staff(engine, Role.ADMIN)) {
            admin.get("/console?lang=en");
            String form = "/console/partners/new";
            Map<String, String> typed = Map.of(
                    "form_token", admin.formToken(form),
                    "form_key", "without-logo",
                    "company", "PT. Without Logo",
                    "code", "NOLOGO",
                    "email", "ops@nologo.example",
                    "msisdn", "0811 8770 5198",
                    "officer", "Siti Nurhaliza",
                    "address", "Jalan Sudirman 1, Jakarta");
            HttpResponse<String> drawing =
                    admin.upload(form, typed, "logo", "a.svg", "image/svg+xml", new byte[] {'<'});
            assertThat(drawing.statusCode()).isEqualTo(422);
            assertThat(drawing.body()).contains("id=\"logo-error\"", "value=\"NOLOGO\"");
            assertThat(engine.count("partners.partner where code = 'NOLOGO'")).isZero();

            HttpResponse<String> onboarded =
                    admin.upload(form, typed, "logo", "a.png", "image/png", PartnerSamples.image("png", 8, 8));
            assertThat(onboarded.statusCode()).isEqualTo(200);
            assertThat(onboarded.body())
                    .contains("New credential of NOLOGO", "The logo was refused:", "must measure 16 to 4096 pixels")
                    .contains("/console/partners/NOLOGO/logo");
            assertThat(admin.get("/console/partners/NOLOGO").body()).doesNotContain("<img class=\"logo\"");
        }
    }

    @Test
    void officerSeesTheLogoOfTheCompany() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        try (ConsoleCalls officer = ConsoleCalls.officer(engine, partner.code())) {
            assertThat(officer.get("/console/company").body())
                    .contains("<img class=\"logo\" src=\"/console/company/logo/file\"");
            HttpHeaders image = officer.get("/console/company/logo/file").headers();
            assertThat(image.firstValue("content-type")).hasValue("image/png");
            assertThat(image.firstValue("x-content-type-options")).hasValue("nosniff");
        }
    }
}
