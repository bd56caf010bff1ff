package id.kezbek.sandbox.mail;

import java.time.Instant;

/** An e-mail as a recipient gets it. A missing part is empty. */
record Message(long number, String to, String subject, String html, String text, Instant at) {}
