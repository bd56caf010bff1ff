/**
 * The engine's external systems, embedded: PostgreSQL, Redis, an SQS-compatible queue, an S3-compatible store, a mail
 * sink and the provider sandbox. Each system is a {@link id.kezbek.sandbox.parts.Part}; {@link
 * id.kezbek.sandbox.parts.OutsideWorld} contains them and starts them concurrently. None of them is a mock of the
 * engine's own code.
 */
@NullMarked
package id.kezbek.sandbox.parts;

import org.jspecify.annotations.NullMarked;
