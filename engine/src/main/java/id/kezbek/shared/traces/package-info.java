/**
 * Spans of what the engine does, delivered over OTLP where an operator names a receiver, and nothing at all where none is
 * named. Only what is written here is traced: instrumentation that observes libraries by itself would take whole
 * addresses of calls, in which phone numbers stand, and would cost each purchase its share.
 */
@NullMarked
package id.kezbek.shared.traces;

import org.jspecify.annotations.NullMarked;
