package id.kezbek.sandbox.mail;

import java.util.List;

/** The mailbox as HTML pages. */
final class MailPages {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Mail sandbox</title><style>
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
            table{border-collapse:collapse;width:100%}
            th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}
            pre{white-space:pre-wrap}iframe{width:100%;height:36rem;border:1px solid #ddd}
            </style></head><body>
            """;
    private static final String FOOT = "</body></html>\n";
    private static final int NEWEST_LISTED = 200;

    private MailPages() {}

    /** The newest messages, the newest first. */
    static String list(List<Message> oldestFirst) {
        StringBuilder rows = new StringBuilder();
        oldestFirst.reversed().stream().limit(NEWEST_LISTED).forEach(message -> rows.append(row(message)));
        return HEAD
                + "<h1>Mail</h1><p>The newest " + NEWEST_LISTED + " of " + oldestFirst.size()
                + " messages; <a href=\"/messages\">all as JSON</a>.</p>"
                + "<table><tr><th>At</th><th>To</th><th>Subject</th></tr>\n" + rows + "</table>" + FOOT;
    }

    /** One message. The page shows the message's HTML in a frame without scripts and without access to the page. */
    static String one(Message message) {
        return HEAD
                + "<p><a href=\"/\">All mail</a></p><h1>%s</h1><p>To %s at %s</p>"
                        .formatted(escaped(message.subject()), escaped(message.to()), message.at())
                + "<iframe sandbox title=\"The message\" srcdoc=\"" + escaped(message.html()) + "\"></iframe>"
                + "<h2>Plain text</h2><pre>" + escaped(message.text()) + "</pre>" + FOOT;
    }

    private static String row(Message message) {
        return "<tr><td>%s</td><td>%s</td><td><a href=\"/messages/%d\">%s</a></td></tr>\n"
                .formatted(message.at(), escaped(message.to()), message.number(), escaped(message.subject()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
