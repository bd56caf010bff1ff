package id.kezbek.console.templates;

import java.util.List;

/** One e-mail, in both languages. */
public record TemplatePage(String name, List<MailTemplate> languages) {}
