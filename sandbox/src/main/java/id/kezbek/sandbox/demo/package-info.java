/**
 * The story that {@code ./cezbek demo} tells: the main road of the engine, walked from outside by its own API, every
 * sentence checked against what the engine, the providers' book and the mail sink say. What must come out is reckoned
 * here from the published rules, never asked of the engine.
 */
@NullMarked
package id.kezbek.sandbox.demo;

import org.jspecify.annotations.NullMarked;
