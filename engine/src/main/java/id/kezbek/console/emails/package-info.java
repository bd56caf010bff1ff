/** E-mails with their delivery state. */
@NullMarked
package id.kezbek.console.emails;

import org.jspecify.annotations.NullMarked;
