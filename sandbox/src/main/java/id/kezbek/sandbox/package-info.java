/**
 * Embedded external systems for laptops and tests, and the commands that run the engine with these systems. The sandbox
 * is a separate process and never part of production.
 */
@NullMarked
package id.kezbek.sandbox;

import org.jspecify.annotations.NullMarked;
