package id.kezbek.console.approvals;

import id.kezbek.console.frame.Screen;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Translates the name of a proposal's object. The engine writes this name in English, for example {@code payout 01hg…}.
 */
final class Subject {

    /**
     * The engine's English words for objects. Longer phrases come first: {@code payment of invoices} before {@code in}.
     */
    static final List<String> PHRASES = List.of(
            "rounding rule of statements",
            "statement profile",
            "passkeys of staff",
            "signing key",
            "certificate for invoice",
            "payment of invoices",
            "invoices from",
            "payouts from",
            "fee of",
            "template",
            "account",
            "break",
            "staff",
            "tiers",
            "partner",
            "invoice",
            "month",
            "refund",
            "attempt",
            "payout",
            "wallet",
            "provider",
            "customer",
            "rule",
            "officer",
            "for",
            "in");

    private static final Pattern WORD = Pattern.compile(
            "(?<=^|[ ,])(?:" + PHRASES.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                    + "|[A-Z]+_[A-Z_]+|SUSPENSE)(?=$|[ ,])");

    private Subject() {}

    static String of(Screen screen, String subject) {
        return WORD.matcher(subject).replaceAll(word -> Matcher.quoteReplacement(shown(screen, word.group())));
    }

    private static String shown(Screen screen, String word) {
        if (word.equals("SUSPENSE")) {
            return screen.code("accounting.account", word);
        }
        if (PHRASES.contains(word)) {
            return screen.text("approvals.object." + word.replace(' ', '-'));
        }
        String template = screen.code("templates.name", word);
        return template.equals(word) ? screen.code("accounting.movement", word) : template;
    }
}
