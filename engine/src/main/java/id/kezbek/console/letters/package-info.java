/** The pages of dead letters: events that a consumer could not process. */
@NullMarked
package id.kezbek.console.letters;

import org.jspecify.annotations.NullMarked;
