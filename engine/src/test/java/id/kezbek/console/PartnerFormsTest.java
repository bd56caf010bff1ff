package id.kezbek.console;

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
    void onboardingShowsSecretOnceAndTakesLogo() {
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
            admin.page().locator("form.sheet button.first").click();
            admin.page().locator("h1:text-is('New credential of CONSOLED')").waitFor();
            assertThat(admin.text()).contains("This is shown only now");
            List<String> copied = admin.page().locator("dl.facts .mono").allInnerTexts();
            assertThat(copied).hasSize(2).allMatch(text -> text.length() > 20);
            assertThat(admin.page().locator("dl.facts button[data-copy]").all())
                    .extracting(button -> button.getAttribute("data-copy"))
                    .isEqualTo(copied);

            admin.open("/console/partners/CONSOLED/logo");
            admin.page()
                    .locator("#logo")
                    .setInputFiles(new FilePayload("logo.png", "image/png", PartnerSamples.image("png", 64, 64)));
            admin.page().locator("form.sheet button.first").click();
            admin.page().locator("p.toast").waitFor();
            assertThat(admin.text()).contains("The logo was replaced.", "PT. Onboarded", "Download");
        }
    }
}
