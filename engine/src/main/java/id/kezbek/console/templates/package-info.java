/** The templates of e-mails, in both languages. */
@NullMarked
package id.kezbek.console.templates;

import org.jspecify.annotations.NullMarked;
