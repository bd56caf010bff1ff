/** Engine processes under torture: starts, kills and reads them. */
@NullMarked
package id.kezbek.trials.torture.fleet;

import org.jspecify.annotations.NullMarked;
