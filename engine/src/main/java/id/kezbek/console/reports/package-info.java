/** The pages of the reports, as tables. */
@NullMarked
package id.kezbek.console.reports;

import org.jspecify.annotations.NullMarked;
