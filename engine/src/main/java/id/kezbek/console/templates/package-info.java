/** The pages of e-mail templates, in both languages. */
@NullMarked
package id.kezbek.console.templates;

import org.jspecify.annotations.NullMarked;
