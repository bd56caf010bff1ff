/** What each module keeps of a customer: shown, corrected and erased by the privacy module, which knows none of the tables. */
@NullMarked
package id.kezbek.shared.privacy;

import org.jspecify.annotations.NullMarked;
