/**
 * Settings that change while the engine runs. Most settings are read only once, because pools, ports and threads cannot
 * be rebuilt under load. The few live settings are updated when their source changes. A change applies completely or
 * not at all.
 */
@NullMarked
package id.kezbek.shared.settings;

import org.jspecify.annotations.NullMarked;
