/**
 * The sources of settings. Spring Boot provides most configuration layers. This package adds three more ({@code .env},
 * Consul, Vault) in their order of precedence. It also keeps each value's source, so that operators can see it.
 */
@NullMarked
package id.kezbek.startup.configuration;

import org.jspecify.annotations.NullMarked;
