/** Implements the mail port with SMTP. */
@NullMarked
package id.kezbek.adapters.smtp;

import org.jspecify.annotations.NullMarked;
