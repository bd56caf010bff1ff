/** Connections: client addresses, trusted proxies, pace of slow bodies. */
@NullMarked
package id.kezbek.shared.web.connections;

import org.jspecify.annotations.NullMarked;
