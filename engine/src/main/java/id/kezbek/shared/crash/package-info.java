/**
 * Named places where a process may be made to die. Each is declared where a crash could hurt, so that the crash suite
 * can aim at the instant between two steps that must not be told apart from outside; see {@code docs/crash-points.md}.
 */
@NullMarked
package id.kezbek.shared.crash;

import org.jspecify.annotations.NullMarked;
