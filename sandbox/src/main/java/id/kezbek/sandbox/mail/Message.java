package id.kezbek.sandbox.mail;

import java.time.Instant;

/** One e-mail as one recipient got it; a part that was not sent is empty. */
record Message(long number, String to, String subject, String html, String text, Instant at) {}
