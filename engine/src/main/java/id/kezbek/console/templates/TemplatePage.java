package id.kezbek.console.templates;

import java.util.List;

/** The page of one e-mail template, in both languages. */
public record TemplatePage(String name, List<MailTemplate> languages) {}
