/** The interface to an external queue of messages between processes. */
@NullMarked
package id.kezbek.shared.queues;

import org.jspecify.annotations.NullMarked;
