package id.kezbek.console.templates;

import id.kezbek.console.frame.Filters;

/**
 * The page with a template's versions.
 *
 * @param list the path of this list in API v2
 */
public record TemplateVersions(
        String name, String language, String list, Filters filters, MailTemplate.Versions found) {}
