/** Queues of messages between processes; the queue itself is outside. */
@NullMarked
package id.kezbek.shared.queues;

import org.jspecify.annotations.NullMarked;
