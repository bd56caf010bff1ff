/**
 * Consul, for installations that use it: the engine's settings under one key, followed while the engine runs, and the
 * engine's registration as a service. Without {@code cezbek.consul.url}, the engine does not use Consul.
 */
@NullMarked
package id.kezbek.startup.consul;

import org.jspecify.annotations.NullMarked;
