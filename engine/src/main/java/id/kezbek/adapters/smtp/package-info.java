/** Mail over SMTP behind the engine's port. */
@NullMarked
package id.kezbek.adapters.smtp;

import org.jspecify.annotations.NullMarked;
