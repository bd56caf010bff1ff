/**
 * Where e-mail goes that must not leave the machine. The package exists so that the engine can send through real SMTP
 * while people and tests read what arrived over HTTP.
 */
@NullMarked
package id.kezbek.sandbox.mail;

import org.jspecify.annotations.NullMarked;
