/** Engine processes under torture: starts, kills and reads them. */
@NullMarked
package id.kezbek.sandbox.torture.fleet;

import org.jspecify.annotations.NullMarked;
