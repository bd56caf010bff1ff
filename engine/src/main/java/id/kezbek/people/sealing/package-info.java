/** Seals people's names and addresses: keys, columns and the work of the job. */
@NullMarked
package id.kezbek.people.sealing;

import org.jspecify.annotations.NullMarked;
