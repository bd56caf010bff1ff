/**
 * Connects the engine to Consul. The engine reads its settings from one key, watches this key for changes, and registers
 * itself as a service. Without {@code cezbek.consul.url}, the engine does not use Consul.
 */
@NullMarked
package id.kezbek.startup.consul;

import org.jspecify.annotations.NullMarked;
