/**
 * Named crash points, at places where a crash could cause damage. At such a point, the crash suite can stop a process
 * between two steps that must look like a single step from outside. See {@code docs/crash-points.md}.
 */
@NullMarked
package id.kezbek.shared.crash;

import org.jspecify.annotations.NullMarked;
