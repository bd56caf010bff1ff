/**
 * Consul, for those who run one: the engine's settings under one key, followed while it runs, and the engine's own entry
 * among the services. Where {@code cezbek.consul.url} is not set, none of it exists.
 */
@NullMarked
package id.kezbek.startup.consul;

import org.jspecify.annotations.NullMarked;
