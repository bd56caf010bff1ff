/**
 * The demo behind {@code ./cezbek demo}. It uses the main functions of the engine over its API. It checks every
 * statement that it prints against the engine, the providers' books and the mail sink. It computes the expected results
 * from the published rules and never reads them from the engine.
 */
@NullMarked
package id.kezbek.sandbox.demo;

import org.jspecify.annotations.NullMarked;
