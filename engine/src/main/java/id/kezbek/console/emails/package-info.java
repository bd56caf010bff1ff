/** The pages of e-mails and their delivery states. */
@NullMarked
package id.kezbek.console.emails;

import org.jspecify.annotations.NullMarked;
