/** The pages of proposals that wait for a second person. */
@NullMarked
package id.kezbek.console.approvals;

import org.jspecify.annotations.NullMarked;
