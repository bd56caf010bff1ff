/** Mail over SMTP behind the engine's port. */
@NullMarked
package id.kezbek.platform.mail;

import org.jspecify.annotations.NullMarked;
