/**
 * The sources of settings. Spring Boot provides most configuration layers. This package adds three ({@code .env},
 * Consul, Vault) in their order of precedence, and keeps the source of each value for operators.
 */
@NullMarked
package id.kezbek.startup.configuration;

import org.jspecify.annotations.NullMarked;
