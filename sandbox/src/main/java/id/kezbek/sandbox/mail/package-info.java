/**
 * Receives the engine's e-mails, so that no e-mail leaves the machine. The engine sends over real SMTP; people and
 * tests read the e-mails over HTTP.
 */
@NullMarked
package id.kezbek.sandbox.mail;

import org.jspecify.annotations.NullMarked;
