/**
 * Spans of the engine's work, sent over OTLP if a receiver is configured. Only explicit code creates spans. Automatic
 * instrumentation would record full paths with phone numbers, and would slow each purchase.
 */
@NullMarked
package id.kezbek.shared.traces;

import org.jspecify.annotations.NullMarked;
