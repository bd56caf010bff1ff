package id.kezbek.sandbox.providers;

import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.statements.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** A page for people: the providers, their balances and their last movements. */
final class FrontPage {

    private static final int NEWEST_MOVEMENTS = 50;

    private final Book book;
    private final Clock clock;

    FrontPage(Book book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    String html() {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Provider sandbox</title><style>
                body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
                table{border-collapse:collapse;width:100%%;margin-bottom:2rem}
                th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}
                .money{text-align:right;font-variant-numeric:tabular-nums}
                </style></head><body>
                <h1>Provider sandbox</h1>
                <p><a href="/sandbox/book">The whole book</a> (JSON). Money is in rupiah.</p>
                <table><tr><th>Provider</th><th class="money">Balance</th><th>Settlement file</th><th>Wrong in</th></tr>
                %s</table>
                <h2>The newest %d movements</h2>
                <table><tr><th>At</th><th>Provider</th><th>Reference</th><th>MSISDN</th><th>Wallet</th>\
                <th class="money">Amount</th></tr>
                %s</table></body></html>
                """.formatted(providers(), NEWEST_MOVEMENTS, movements());
    }

    private String providers() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Statement.ZONE);
        StringBuilder rows = new StringBuilder();
        for (Provider provider : Provider.values()) {
            rows.append("""
                    <tr><td>%1$s</td><td class="money">%2$s</td>\
                    <td><a href="/sandbox/statement/%1$s?date=%3$s">%3$s</a></td>\
                    <td><a href="/sandbox/faults/%1$s">faults</a>, <a href="/sandbox/anomalies/%1$s">anomalies</a></td></tr>
                    """.formatted(provider, rupiah(book.balance(provider)), today));
        }
        return rows.toString();
    }

    private String movements() {
        List<BookLine> newest = book.movements()
                .skip(Math.max(0, book.size() - NEWEST_MOVEMENTS))
                .toList();
        StringBuilder rows = new StringBuilder();
        for (BookLine line : newest.reversed()) {
            String externalId = line.externalId();
            rows.append("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td class=\"money\">%s</td></tr>\n"
                    .formatted(
                            line.at(),
                            line.provider(),
                            escaped(externalId == null ? "" : externalId),
                            line.msisdn(),
                            line.wallet(),
                            rupiah(line.amount())));
        }
        return rows.toString();
    }

    private static String rupiah(long amount) {
        return String.format(Locale.ROOT, "%,d", amount);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
