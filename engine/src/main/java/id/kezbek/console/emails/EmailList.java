package id.kezbek.console.emails;

import id.kezbek.console.frame.Filters;

/** The page with the list of e-mails. */
public record EmailList(Filters filters, Email.Emails found) {}
