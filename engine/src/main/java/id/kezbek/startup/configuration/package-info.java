/**
 * The sources of settings. Spring Boot provides most configuration layers. This package adds three layers, in this
 * order of precedence: {@code .env}, Consul, Vault. The package also records the source of each value, so that
 * operators can see the source.
 */
@NullMarked
package id.kezbek.startup.configuration;

import org.jspecify.annotations.NullMarked;
