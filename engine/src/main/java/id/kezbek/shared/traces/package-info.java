/**
 * Spans of the engine's work, sent over OTLP to a configured receiver; otherwise nothing. Only explicit code creates
 * spans: automatic instrumentation would include whole paths with phone numbers and cost each purchase time.
 */
@NullMarked
package id.kezbek.shared.traces;

import org.jspecify.annotations.NullMarked;
