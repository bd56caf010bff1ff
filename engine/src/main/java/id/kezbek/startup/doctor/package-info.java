/**
 * Shows operators the effective settings and the problems that would prevent a start. The command does not start an
 * engine, but reads the same layers and uses the same libraries as an engine. For each problem, one line says what to
 * do.
 */
@NullMarked
package id.kezbek.startup.doctor;

import org.jspecify.annotations.NullMarked;
