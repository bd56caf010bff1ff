/**
 * Receives e-mails that must not leave the machine. The engine sends over real SMTP; people and tests read the
 * e-mails over HTTP.
 */
@NullMarked
package id.kezbek.sandbox.mail;

import org.jspecify.annotations.NullMarked;
