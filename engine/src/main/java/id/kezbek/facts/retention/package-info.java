/** Removes personal data from events that all consumers have read. */
@NullMarked
package id.kezbek.facts.retention;

import org.jspecify.annotations.NullMarked;
