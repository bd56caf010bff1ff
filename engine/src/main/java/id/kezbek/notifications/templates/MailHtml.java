package id.kezbek.notifications.templates;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that the HTML of an e-mail contains only allowed tags and attributes in strict notation. Everything else is
 * rejected. So an e-mail cannot run code, load hidden content or send data, in any mail program.
 */
final class MailHtml {

    /** During the check, this placeholder replaces each Mustache tag. The placeholder is allowed only in text. */
    static final String VALUE = "\uE000";

    private static final Set<String> TAGS = Set.of(
            "html", "head", "meta", "title", "body", "table", "thead", "tbody", "tr", "td", "th", "p", "div", "span",
            "a", "img", "strong", "em", "b", "i", "u", "small", "br", "hr", "h1", "h2", "h3", "ul", "ol", "li",
            "center");
    private static final Set<String> ATTRIBUTES = Set.of(
            "style",
            "lang",
            "charset",
            "role",
            "width",
            "height",
            "align",
            "valign",
            "cellpadding",
            "cellspacing",
            "border",
            "bgcolor",
            "colspan",
            "rowspan",
            "alt",
            "title",
            "href",
            "src");

    private static final String ATTRIBUTE = "\\s+([a-z]+)=\"([^\"<>]*)\"";
    private static final Pattern TAG = Pattern.compile("</?([a-z][a-z0-9]*)((?:" + ATTRIBUTE + "){0,20})\\s*/?>");
    private static final Pattern ONE_ATTRIBUTE = Pattern.compile(ATTRIBUTE);
    private static final Pattern ADDRESS = Pattern.compile("(?:https://|mailto:)[A-Za-z0-9][^\\s\\\\]*");
    private static final Pattern STYLE = Pattern.compile("[A-Za-z0-9 #%.,:;!()'-]*");
    private static final String DOCTYPE = "<!DOCTYPE html>";
    private static final int SHOWN = 40;

    private MailHtml() {}

    /** Returns the first error; empty if there is none. */
    static Optional<String> fault(String html) {
        String rest = html.startsWith(DOCTYPE) ? html.substring(DOCTYPE.length()) : html;
        Matcher tag = TAG.matcher(rest);
        int from = 0;
        while (true) {
            int next = rest.indexOf('<', from);
            if (next < 0) {
                return Optional.empty();
            }
            if (!tag.find(next) || tag.start() != next) {
                return Optional.of("contains " + shown(rest, next)
                        + ", which is not an allowed tag; write tags in lower case, values of attributes in double"
                        + " quotes, and < as &lt;");
            }
            Optional<String> fault = fault(tag);
            if (fault.isPresent()) {
                return fault;
            }
            from = tag.end();
        }
    }

    private static Optional<String> fault(Matcher tag) {
        if (!TAGS.contains(tag.group(1))) {
            return Optional.of("contains a tag <" + tag.group(1) + ">, which is not allowed in e-mails");
        }
        Matcher attribute = ONE_ATTRIBUTE.matcher(tag.group(2));
        while (attribute.find()) {
            String name = attribute.group(1);
            String value = attribute.group(2);
            if (!ATTRIBUTES.contains(name)) {
                return Optional.of("contains an attribute " + name + ", which is not allowed in e-mails");
            }
            if (value.contains(VALUE)) {
                return Optional.of(
                        "contains a variable or section in the attribute " + name + "; it is allowed only in text");
            }
            if ((name.equals("href") || name.equals("src"))
                    && !ADDRESS.matcher(value).matches()) {
                return Optional.of("contains a " + name + " that does not begin with https:// or mailto:");
            }
            if (name.equals("style")
                    && (!STYLE.matcher(value).matches() || value.contains("url(") || value.contains("expression("))) {
                return Optional.of("has a style that loads or computes a value");
            }
        }
        return Optional.empty();
    }

    private static String shown(String html, int at) {
        return html.substring(at, Math.min(html.length(), at + SHOWN))
                .replace(VALUE, "{{…}}")
                .lines()
                .findFirst()
                .orElse("<");
    }
}
