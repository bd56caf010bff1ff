/** Seals people's names and addresses: keys, columns and the job's work. */
@NullMarked
package id.kezbek.people.sealing;

import org.jspecify.annotations.NullMarked;
