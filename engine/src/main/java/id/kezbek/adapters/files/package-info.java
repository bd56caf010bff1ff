/** Files in a folder behind the engine's port, for who runs the engine without an object store. */
@NullMarked
package id.kezbek.adapters.files;

import org.jspecify.annotations.NullMarked;
