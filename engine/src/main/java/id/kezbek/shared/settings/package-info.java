/**
 * Settings that follow their source while the engine runs. Most values are read once, because what is built from them
 * (pools, ports, threads) cannot be built anew under load; the few that people turn in an incident are followed, all or
 * none of a change.
 */
@NullMarked
package id.kezbek.shared.settings;

import org.jspecify.annotations.NullMarked;
