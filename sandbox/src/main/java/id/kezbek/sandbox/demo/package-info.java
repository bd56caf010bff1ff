/**
 * The demo behind {@code ./cezbek demo}. The demo uses the main functions of the engine over its API. It prints
 * statements, and checks each one with data of the engine, the providers' books and the mail sink. It computes the
 * expected results from the published rules, without data of the engine.
 */
@NullMarked
package id.kezbek.sandbox.demo;

import org.jspecify.annotations.NullMarked;
