/** The pages of dead letters. A dead letter is an event that a consumer could not process. */
@NullMarked
package id.kezbek.console.letters;

import org.jspecify.annotations.NullMarked;
