package id.kezbek.sandbox.run;

import java.nio.file.Path;

/**
 * A running engine with its external systems, for the demo and for people.
 *
 * @param baseUrl the engine's address, without a trailing slash
 * @param home the installation's folder
 * @param mailUrl the address of the mail sink's HTTP view
 * @param providersUrl the address of the provider sandbox
 * @param sandboxFile the file with the seeded data: addresses, log-ins, keys
 * @param engineLog the engine's log
 */
public record Installation(
        String baseUrl, Path home, String mailUrl, String providersUrl, Path sandboxFile, Path engineLog) {}
