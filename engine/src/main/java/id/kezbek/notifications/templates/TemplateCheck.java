package id.kezbek.notifications.templates;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import id.kezbek.notifications.TemplateName;
import id.kezbek.shared.Refusal.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks a template before it is used: it must render, and may use only its own variables. */
final class TemplateCheck {

    /**
     * Matches tags for unescaped values, and tags that change the delimiters, because these could hide unescaped
     * values.
     */
    private static final Pattern UNESCAPED = Pattern.compile("\\{\\{\\s*[{&=]");

    private static final Pattern EMPTY_TAG = Pattern.compile("\\{\\{\\s*}}");

    private static final Pattern ANY_TAG = Pattern.compile("\\{\\{[^}]*}}");

    private final TemplateName name;
    private final List<FieldError> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private TemplateCheck(TemplateName name) {
        this.name = name;
    }

    /** The errors by field. */
    static List<FieldError> faults(TemplateName name, TemplateText text) {
        return of(name, text).faults;
    }

    /** The warnings for a template that has no errors. */
    static List<String> warnings(TemplateName name, TemplateText text) {
        return of(name, text).warnings;
    }

    private static TemplateCheck of(TemplateName name, TemplateText text) {
        TemplateCheck check = new TemplateCheck(name);
        check.part("subject", text.subject());
        Set<String> inHtml = check.part("html", text.html());
        Set<String> inText = check.part("text", text.text());
        if (check.faults.isEmpty()) {
            MailHtml.fault(withValues(text.html())).ifPresent(fault -> check.faults.add(new FieldError("html", fault)));
            check.warnOfMissing("html", inHtml);
            check.warnOfMissing("text", inText);
        }
        return check;
    }

    /** Checks one part of a template, and returns the variables that the part shows. */
    private Set<String> part(String field, String source) {
        Names names = new Names();
        if (UNESCAPED.matcher(source).find()) {
            faults.add(new FieldError(field, "must show values as {{name}}; {{{, {{& and {{= are not allowed"));
            return names.shown;
        }
        if (EMPTY_TAG.matcher(source).find()) {
            // jmustache fails on such a tag without an error message.
            faults.add(new FieldError(field, "has {{}} without a name"));
            return names.shown;
        }
        try {
            Template template = Mustache.compiler().compile(source);
            template.visit(names);
        } catch (MustacheException broken) {
            faults.add(new FieldError(field, "is not valid Mustache: " + firstLine(broken)));
            return names.shown;
        }
        if (names.hasLooseBraces) {
            faults.add(new FieldError(field, "contains {{ or }} outside of a {{name}}"));
        }
        if (names.hasOthers) {
            faults.add(new FieldError(field, "must not include other templates"));
        }
        names.shown.forEach(variable -> judge(field, variable, true));
        names.asked.forEach(variable -> judge(field, variable, false));
        return names.shown;
    }

    private void judge(String field, String variable, boolean isShown) {
        name.variable(variable)
                .ifPresentOrElse(
                        known -> {
                            if (isShown && known.isFlag()) {
                                faults.add(new FieldError(
                                        field,
                                        "shows {{" + variable + "}}, which is true or false: write {{#" + variable
                                                + "}} … {{/" + variable + "}}"));
                            }
                        },
                        () -> faults.add(new FieldError(
                                field, "names {{" + variable + "}}, but " + name + " has only " + namesOf(name))));
    }

    private void warnOfMissing(String field, Set<String> shown) {
        name.variables().stream()
                .filter(variable -> variable.isRequired() && !shown.contains(variable.name()))
                .forEach(variable -> warnings.add("the " + field + " does not show {{" + variable.name() + "}}"));
    }

    /**
     * Replaces each Mustache tag by a placeholder, which is allowed only in text. Inside an HTML tag, a section could
     * change the tag when the section is left out.
     */
    private static String withValues(String html) {
        return ANY_TAG.matcher(html).replaceAll(MailHtml.VALUE);
    }

    private static String namesOf(TemplateName name) {
        return name.variables().stream().map(TemplateName.Variable::name).collect(Collectors.joining(", "));
    }

    private static String firstLine(MustacheException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("it cannot be read");
    }

    private static final class Names implements Mustache.Visitor {

        private final Set<String> shown = new LinkedHashSet<>();
        private final Set<String> asked = new LinkedHashSet<>();
        private boolean hasOthers;
        private boolean hasLooseBraces;

        @Override
        public void visitText(String text) {
            hasLooseBraces |= text.contains("{{") || text.contains("}}");
        }

        @Override
        public void visitVariable(String variable) {
            shown.add(variable);
        }

        @Override
        public boolean visitInclude(String other) {
            hasOthers = true;
            return false;
        }

        @Override
        public boolean visitParent(String other) {
            hasOthers = true;
            return false;
        }

        @Override
        public boolean visitBlock(String block) {
            hasOthers = true;
            return false;
        }

        @Override
        public boolean visitSection(String variable) {
            asked.add(variable);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String variable) {
            asked.add(variable);
            return true;
        }
    }
}
