/**
 * Where settings come from. Spring Boot brings most layers; this package adds the three that it lacks ({@code .env},
 * Consul, Vault) at their places, and keeps where each value came from, so that a person can ask.
 */
@NullMarked
package id.kezbek.startup.configuration;

import org.jspecify.annotations.NullMarked;
