/**
 * Lists as files: the lists that can be exported, the reading of a list from one snapshot, and the exports that people
 * ordered.
 */
@NullMarked
package id.kezbek.reporting.export;

import org.jspecify.annotations.NullMarked;
