package id.kezbek.console.templates;

import id.kezbek.console.frame.Filters;

/**
 * The versions of a template.
 *
 * @param list of v2
 */
public record TemplateVersions(
        String name, String language, String list, Filters filters, MailTemplate.Versions found) {}
