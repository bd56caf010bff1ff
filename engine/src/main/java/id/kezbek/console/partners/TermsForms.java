package id.kezbek.console.partners;

import static id.kezbek.console.partners.PartnerPages.API;
import static id.kezbek.console.partners.PartnerPages.AT;
import static id.kezbek.console.partners.PartnerPages.ONE;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.FieldValue;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.console.sheet.TypedRows;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form that proposes a partner's invoice terms. It starts with the latest terms. */
@ConsoleController
class TermsForms {

    private static final int TIERS_MAX = 1000;
    private static final int TEXT_MAX = 120;
    private static final int ADDRESS_MAX = 300;
    private static final int NPWP_LENGTH = 16;
    private static final int IDTKU_LENGTH = 22;
    private static final int MONTH_LENGTH = 7;

    private static Sheet termsOf(String code, @Nullable InvoiceTerms now) {
        return Sheet.proposal(
                "partners.new-terms",
                code,
                Path.of(AT + "/terms", code),
                Path.of(AT, code),
                Input.text("effective_from", MONTH_LENGTH),
                Input.choice("fee", "PERCENT", "FLAT", "TIERS").with(now == null ? null : now.fee()),
                Input.of("percent", Kind.PERCENT).optional().with(now == null ? null : now.percent()),
                Input.of("per_payout", Kind.AMOUNT).optional().with(now == null ? null : now.perPayout()),
                Input.lines("tiers", TIERS_MAX).optional().with(now == null ? null : text(now.tiers())),
                Input.of("minimum", Kind.AMOUNT).optional().with(now == null ? null : now.minimum()),
                yesNo("passes_provider_fees", now == null ? null : now.passesProviderFees()),
                yesNo("charges_ppn", now == null ? null : now.chargesPpn()),
                yesNo("withholds_pph23", now == null ? null : now.withholdsPph23()),
                Input.text("legal_name", TEXT_MAX).with(now == null ? null : now.legalName()),
                Input.text("address", ADDRESS_MAX).with(now == null ? null : now.address()),
                Input.text("npwp", NPWP_LENGTH).with(now == null ? null : now.npwp()),
                Input.text("idtku", IDTKU_LENGTH).with(now == null ? null : now.idtku()),
                Input.choice("language", "id", "en").with(now == null ? null : now.language()),
                Input.of("due_days", Kind.NUMBER).with(now == null ? null : now.dueDays()),
                Input.reason());
    }

    private static Input yesNo(String name, @Nullable Boolean now) {
        return Input.of(name, Kind.YES_NO).with(now == null ? null : now ? "YES" : "NO");
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(ONE + "/terms")
    Reply terms(Screen screen, Operations operations, @PathVariable String code) {
        List<InvoiceTerms> decided = operations
                .get(InvoiceTerms.All.class, Path.of(API + "/invoice-terms", code))
                .items();
        return termsOf(code, decided.isEmpty() ? null : decided.getFirst()).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/terms")
    Reply terms(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> typed) {
        Sheet sheet = termsOf(code, null);
        Map<String, Object> body = sheet.body(typed);
        body.computeIfPresent("tiers", (name, text) -> tiers(text.toString()));
        return sheet.reply(
                screen, typed, operations.post(Path.of(API + "/invoice-terms", code), body, Sheet.key(typed)));
    }

    /**
     * Reads fee tiers, one for each line. {@code 100000000 = 2.5} means 2.5 percent up to Rp100.000.000. The last line
     * contains only the percentage and has no upper limit.
     */
    private static List<Map<String, Object>> tiers(String text) {
        return TypedRows.pairs(text).stream()
                .map(line -> line.value().isEmpty()
                        ? Map.<String, Object>of("percent", FieldValue.percent(line.name()))
                        : Map.<String, Object>of(
                                "up_to", FieldValue.amount(line.name()), "percent", FieldValue.percent(line.value())))
                .toList();
    }

    private static String text(List<InvoiceTerms.Tier> tiers) {
        return tiers.stream()
                .map(tier -> (tier.upTo() == null ? "" : tier.upTo().decimal().toPlainString() + " = ")
                        + tier.percent().toPlainString())
                .collect(Collectors.joining("\n"));
    }
}
