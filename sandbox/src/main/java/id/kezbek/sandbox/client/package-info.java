/**
 * A client of the engine's API for partners' systems and Kezbek's staff: signatures, log-ins, purchases and their
 * results. It uses only the API, so that the demo and the benchmark test the engine's contract from outside.
 */
@NullMarked
package id.kezbek.sandbox.client;

import org.jspecify.annotations.NullMarked;
