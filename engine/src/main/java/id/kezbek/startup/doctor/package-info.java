/**
 * Shows operators the effective settings and the problems that would prevent a start. It starts no engine, but reads
 * the same layers and uses the same libraries for the same systems. For each problem, one line says what to do.
 */
@NullMarked
package id.kezbek.startup.doctor;

import org.jspecify.annotations.NullMarked;
