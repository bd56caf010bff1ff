/** The pages of the audit log. */
@NullMarked
package id.kezbek.console.audit;

import org.jspecify.annotations.NullMarked;
