package id.kezbek.sandbox.run;

import java.nio.file.Path;

/**
 * A running engine with its outside world, as a story or a person needs it.
 *
 * @param baseUrl the engine's address, without a trailing slash
 * @param home the installation's folder
 * @param mailUrl the mail sink's HTTP view
 * @param providersUrl the provider sandbox
 * @param sandboxFile what was seeded: addresses, log-ins, keys
 * @param engineLog everything the engine said
 */
public record Installation(
        String baseUrl, Path home, String mailUrl, String providersUrl, Path sandboxFile, Path engineLog) {}
