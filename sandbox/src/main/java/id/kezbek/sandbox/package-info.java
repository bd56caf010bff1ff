/**
 * The external systems for laptops and tests, embedded, and the commands that run the engine with them. The sandbox
 * is a separate process and never part of production.
 */
@NullMarked
package id.kezbek.sandbox;

import org.jspecify.annotations.NullMarked;
