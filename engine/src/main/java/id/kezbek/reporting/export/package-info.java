/**
 * Lists as files: which lists can be exported, how a list is read from one snapshot, and the exports that people
 * ordered.
 */
@NullMarked
package id.kezbek.reporting.export;

import org.jspecify.annotations.NullMarked;
