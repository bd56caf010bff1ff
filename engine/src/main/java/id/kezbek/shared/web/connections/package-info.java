/** Connections: client addresses, trusted proxies, and minimum rates of requests. */
@NullMarked
package id.kezbek.shared.web.connections;

import org.jspecify.annotations.NullMarked;
