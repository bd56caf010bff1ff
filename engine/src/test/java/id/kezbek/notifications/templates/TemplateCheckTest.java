package id.kezbek.notifications.templates;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal.FieldError;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCheckTest {

    private static final String GOOD = "<p>{{company}} {{reward}}</p>";

    @ParameterizedTest
    @EnumSource
    void builtInTemplatesAreValid(TemplateName name) {
        for (Language language : Language.values()) {
            TemplateText text = TemplateText.broughtAlong(name, language);

            assertThat(TemplateCheck.faults(name, text)).isEmpty();
            assertThat(TemplateCheck.warnings(name, text)).isEmpty();
            TemplateText filled = Templates.Compiled.of(text).fill(name.sample());
            assertThat(filled.subject() + filled.html() + filled.text()).doesNotContain("{{");
            assertThat(filled.subject()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void namesUnknownVariable() {
        assertThat(faults("{{total}}", GOOD, "{{#otp}}x{{/otp}}"))
                .extracting(FieldError::field)
                .containsExactly("subject", "text");
        assertThat(faults("{{total}}", GOOD, "x").getFirst().reason())
                .contains("{{total}}")
                .contains("reward");
    }

    @Test
    void warnsOfMissingRequiredVariable() {
        assertThat(TemplateCheck.warnings(TemplateName.REWARD, new TemplateText("s", GOOD, "{{company}}")))
                .containsExactly("the text does not show {{reward}}");
    }

    @Test
    void permitsFlagsOnlyInSections() {
        TemplateText text = new TemplateText("s", "<p>{{has_reward}}</p>", "{{#has_reward}}x{{/has_reward}}");

        assertThat(TemplateCheck.faults(TemplateName.TRANSACTION_INVOICE, text))
                .extracting(FieldError::field)
                .containsExactly("html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{{company}}}",
                "{{&company}}",
                "{{ & company}}",
                "{{=<% %>=}}<%&company%>",
                "{{>other}}",
                "{{#company}}",
                "{{company",
                "<p onclick=\"x\">a</p>",
                "<script>alert(1)</script>",
                "<SCRIPT>alert(1)</SCRIPT>",
                "<scr{{company}}ipt>",
                "<{{company}}>",
                "<iframe src=\"https://a.id\">",
                "<a href=\"javascript:alert(1)\">a</a>",
                "<a href=\"{{company}}\">a</a>",
                "<p title=\"{{company}}\">a</p>",
                "<{{#tier}}p title=\"{{/tier}}script {{#tier}}\"{{/tier}}>",
                "<p title=\"{{#tier}}a{{/tier}}\">a</p>",
                "<p {{! a }}>",
                "<a href=\"http://a.id\">a</a>",
                "<img src=\"data:image/svg+xml;base64,AAAA\">",
                "<p style=\"background:url(https://a.id)\">a</p>",
                "<p style='color:red'>a</p>",
                "<p style=color:red>a</p>",
                "<!-- a -->",
                "<svg><g></g></svg>",
                "a < b",
                "<p",
                "<form action=\"https://a.id\"></form>",
                "<meta http-equiv=\"refresh\" charset=\"0\">",
                "<p/onclick=\"x\">"
            })
    void refusesForbiddenHtml(String html) {
        assertThat(faults("s", GOOD + html, "{{company}} {{reward}}"))
                .extracting(FieldError::field)
                .containsOnly("html")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{}}", "{{ }}", "{{\u00a0}}", "{{.}}", "{{#}}x{{/}}", "{{# }}x{{/ }}", "{{^}}x{{/}}", "{{/}}",
                        "{{/company}}",
                "{{!", "{{>}}", "{{<}}x{{/}}", "{{$}}x{{/}}", "{{$x}}y{{/x}}", "{{=}}", "{{= =}}", "{{=a=}}",
                        "{{this}}",
                "{{-index}}", "{{company.name}}", "{{ company name }}", "{{{}}}", "{{&}}", "{", "}}", "{{{{}}}}"
            })
    void refusesInvalidMustache(String text) {
        String source = text.equals("{") ? "{{" : text;
        assertThat(faults(source, "<p>{{company}} {{reward}}</p>", "{{company}} {{reward}}"))
                .extracting(FieldError::field)
                .containsOnly("subject")
                .isNotEmpty();
    }

    @Test
    void valuesAreEscapedInHtmlAndLeftAloneInText() {
        TemplateText filled = Templates.Compiled.of(
                        new TemplateText("{{company}}", "<p>{{company}}</p>", "{{company}}"))
                .fill(java.util.Map.of("company", "<b>\"Toko\" & 'Co'</b>"));

        assertThat(filled.html()).doesNotContain("<b>").doesNotContain("\"").contains("&lt;b&gt;");
        assertThat(filled.text()).isEqualTo("<b>\"Toko\" & 'Co'</b>");
    }

    @Test
    void thousandsOfAttributesAreReadInTime() {
        String html = "<p" + " title=\"a\"".repeat(5_000) + ">";

        assertThat(faults("s", html, "x")).extracting(FieldError::field).containsExactly("html");
    }

    @Test
    void listsVariables() throws IOException {
        StringBuilder list = new StringBuilder(
                "# The templates' variables\n\n| template | variable | | sample |\n|---|---|---|---|\n");
        for (TemplateName name : TemplateName.values()) {
            for (TemplateName.Variable variable : name.variables()) {
                String kind = variable.isFlag() ? "for sections" : variable.isRequired() ? "required" : "";
                list.append("| `%s` | `%s` | %s | %s |\n".formatted(name, variable.name(), kind, variable.sample()));
            }
        }
        GeneratedDocument.named("templates.md").mustBe(list.toString());
    }

    private static List<FieldError> faults(String subject, String html, String text) {
        return TemplateCheck.faults(TemplateName.REWARD, new TemplateText(subject, html, text));
    }
}
