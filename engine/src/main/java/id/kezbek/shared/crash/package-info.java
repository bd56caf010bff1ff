/**
 * Named crash points. Each is declared where a crash could cause damage, so that the crash suite can stop a process
 * between two steps that must appear as one from outside; see {@code docs/crash-points.md}.
 */
@NullMarked
package id.kezbek.shared.crash;

import org.jspecify.annotations.NullMarked;
