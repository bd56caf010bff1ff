/**
 * Consul, for installations that use Consul: the engine's settings under one key, which the engine follows, and the
 * engine's registration as a service. Without {@code cezbek.consul.url}, the engine does not use Consul.
 */
@NullMarked
package id.kezbek.startup.consul;

import org.jspecify.annotations.NullMarked;
