package id.kezbek.notifications;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of e-mails, with their variables. A kind's name is stored with its e-mails, so the name never changes. */
public enum TemplateName {
    /** To a customer, for each purchase with an e-mail address. */
    TRANSACTION_INVOICE(
            Variable.required("company", "Tokomedia"),
            Variable.optional("transaction_id", "01k8zj2x7f4w2r9v0c5m3n6p8q"),
            Variable.required("reference", "INV/001/002"),
            Variable.optional("date", "22 November 2026 10:15 WIB"),
            Variable.optional("msisdn", "62*****510"),
            Variable.required("wallet", "LSAJA"),
            Variable.optional("quantity", "2"),
            Variable.optional("amount", "Rp750.000"),
            Variable.optional("cashback", "Rp11.250"),
            Variable.flag("has_reward"),
            Variable.optional("reward", "Rp1.000"),
            Variable.required("total", "Rp12.250"),
            Variable.optional("tier", "BRONZE"),
            Variable.optional("recurring", "3")),

    /** To a customer who moved to a higher tier. */
    TIER_UP(
            Variable.required("company", "Tokomedia"),
            Variable.optional("msisdn", "62*****510"),
            Variable.optional("tier_before", "BRONZE"),
            Variable.required("tier", "SILVER"),
            Variable.optional("date", "22 November 2026 10:15 WIB"),
            Variable.required("expires_on", "20 February 2027")),

    /** To a customer who moved to a lower tier because the tier period ended. */
    TIER_DOWN(
            Variable.required("company", "Tokomedia"),
            Variable.optional("msisdn", "62*****510"),
            Variable.optional("tier_before", "GOLD"),
            Variable.required("tier", "SILVER"),
            Variable.optional("date", "22 November 2026 00:05 WIB"),
            Variable.required("expires_on", "20 February 2027")),

    /** To a customer who got a reward. */
    REWARD(
            Variable.required("company", "Tokomedia"),
            Variable.optional("transaction_id", "01k8zj2x7f4w2r9v0c5m3n6p8q"),
            Variable.optional("reference", "INV/001/002"),
            Variable.optional("date", "22 November 2026 10:15 WIB"),
            Variable.optional("msisdn", "62*****510"),
            Variable.optional("wallet", "LSAJA"),
            Variable.required("reward", "Rp1.000"),
            Variable.optional("tier", "BRONZE"),
            Variable.optional("recurring", "3")),

    /** To a customer whose purchase was refunded; the cashback is taken back. */
    PURCHASE_REFUNDED(
            Variable.required("company", "Tokomedia"),
            Variable.optional("transaction_id", "01k8zj2x7f4w2r9v0c5m3n6p8q"),
            Variable.required("reference", "INV/001/002"),
            Variable.optional("date", "22 November 2026 10:15 WIB"),
            Variable.optional("msisdn", "62*****510"),
            Variable.optional("wallet", "LSAJA"),
            Variable.flag("is_whole"),
            Variable.optional("amount", "Rp250.000"),
            Variable.optional("cashback", "Rp3.750"),
            Variable.flag("has_reward"),
            Variable.optional("reward", "Rp1.000"),
            Variable.required("total", "Rp4.750")),

    /** To a customer whose tier period ends soon. */
    EXPIRY_REMINDER(
            Variable.required("company", "Tokomedia"),
            Variable.optional("msisdn", "62*****510"),
            Variable.required("tier", "GOLD"),
            Variable.optional("days_left", "3"),
            Variable.required("expires_on", "25 November 2026"),
            Variable.flag("has_lower"),
            Variable.optional("lower_tier", "SILVER")),

    /** To a person who logs in. */
    OTP(Variable.required("otp", "073915"), Variable.optional("minutes", "10")),

    /** To each officer of a partner: an officer was proposed, added or removed. */
    OFFICERS_CHANGED(
            Variable.required("company", "Tokomedia"),
            Variable.required("officer", "Budi Santoso"),
            Variable.optional("address", "b***@tokomedia.example"),
            Variable.flag("is_proposed"),
            Variable.flag("is_added"),
            Variable.flag("is_removed")),

    /** To each officer of a partner: an invoice was issued. */
    INVOICE_ISSUED(
            Variable.required("company", "Tokomedia"),
            Variable.required("number", "INV/2026/000042"),
            Variable.optional("period", "November 2026"),
            Variable.required("total", "Rp11.100.000"),
            Variable.optional("in_words", "sebelas juta seratus ribu rupiah"),
            Variable.required("due_on", "31 December 2026")),

    /** To each officer of a partner: a credit note was issued. */
    CREDIT_NOTE_ISSUED(
            Variable.required("company", "Tokomedia"),
            Variable.required("number", "CN/2026/000007"),
            Variable.required("invoice", "INV/2026/000042"),
            Variable.optional("period", "November 2026"),
            Variable.required("total", "Rp1.110.000"),
            Variable.required("left", "Rp9.990.000"),
            Variable.optional("reason", "the service fee of two days")),

    /** To each officer of a partner: an invoice is overdue. */
    INVOICE_REMINDER(
            Variable.required("company", "Tokomedia"),
            Variable.required("number", "INV/2026/000042"),
            Variable.optional("period", "November 2026"),
            Variable.required("open", "Rp11.100.000"),
            Variable.required("due_on", "31 December 2026"),
            Variable.optional("days_late", "7")),

    /** To the people who may approve a proposal. */
    APPROVAL_PROPOSED(
            Variable.required(
                    "summary", "payout 01k8zj2x7f4w2r9v0c5m3n6p8q of Rp50.000 to 62*****510 (LSAJA) is sent again"),
            Variable.required("reason", "the wallet is open now"),
            Variable.required("approval_id", "01k8zj2x7f4w2r9v0c5m3n6p8q"),
            Variable.optional("kind", "RETRY_PAYOUT"),
            Variable.flag("has_warnings"),
            Variable.optional("warnings", "no provider would pay Rp1 to Rp9 to wallet LSAJA"),
            Variable.optional("date", "22 November 2026 10:15 WIB"),
            Variable.required("expires_at", "25 November 2026 10:15 WIB")),

    /** To the person who requested an export as a file. */
    EXPORT_ENDED(
            Variable.required("list", "/api/v2/payouts"),
            Variable.optional("format", "XLSX"),
            Variable.flag("is_ready"),
            Variable.optional("rows", "250.000"),
            Variable.optional("reason", "it has more than 5000000 rows; narrow the filters"),
            Variable.required("path", "/api/v2/exports/01k8zj2x7f4w2r9v0c5m3n6p8q/file"),
            Variable.optional("expires_at", "29 November 2026 10:15 WIB")),

    /** To each officer of a partner: the engine disabled a webhook endpoint. */
    WEBHOOK_DISABLED(
            Variable.required("company", "Tokomedia"),
            Variable.required("url", "https://shop.example/hooks"),
            Variable.flag("is_gone"),
            Variable.flag("is_failing")),

    /** To the operators of the engine. */
    OPERATOR_ALERT(
            Variable.required("alert", "A break-glass code was used"),
            Variable.required(
                    "detail", "The code of budi@kezbek.example opened an administrator's session of one hour."),
            Variable.optional("date", "22 November 2026 10:15 WIB"));

    /**
     * A variable of a template.
     *
     * @param isRequired whether an e-mail without it would not serve its purpose
     * @param isFlag whether it is true or false, for sections; it cannot be shown
     * @param sample its value in a preview
     */
    public record Variable(String name, boolean isRequired, boolean isFlag, String sample) {

        static Variable required(String name, String sample) {
            return new Variable(name, true, false, sample);
        }

        static Variable optional(String name, String sample) {
            return new Variable(name, false, false, sample);
        }

        static Variable flag(String name) {
            return new Variable(name, false, true, "true");
        }
    }

    private final List<Variable> variables;

    TemplateName(Variable... variables) {
        this.variables = List.of(variables);
    }

    /** The names of the e-mails to customers. */
    public static List<String> toCustomers() {
        return Stream.of(TRANSACTION_INVOICE, REWARD, TIER_UP, TIER_DOWN, PURCHASE_REFUNDED, EXPIRY_REMINDER)
                .map(TemplateName::name)
                .toList();
    }

    public List<Variable> variables() {
        return variables;
    }

    public static Optional<TemplateName> of(String name) {
        return Arrays.stream(values())
                .filter(template -> template.name().equals(name))
                .findFirst();
    }

    public Optional<Variable> variable(String name) {
        return variables.stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    /** Sample values for a preview. */
    public Map<String, Object> sample() {
        Map<String, Object> model = new LinkedHashMap<>();
        variables.forEach(variable -> model.put(variable.name(), variable.isFlag() ? true : variable.sample()));
        return model;
    }
}
