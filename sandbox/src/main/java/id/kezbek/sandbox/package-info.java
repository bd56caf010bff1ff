/**
 * The outside world for a laptop and for tests: the systems the engine talks to, embedded, and the commands that run
 * the engine against them. It is a process of its own and never part of production.
 */
@NullMarked
package id.kezbek.sandbox;

import org.jspecify.annotations.NullMarked;
