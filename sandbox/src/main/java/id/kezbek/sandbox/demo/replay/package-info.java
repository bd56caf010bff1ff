/** Replays a purchase file against the engine. */
@NullMarked
package id.kezbek.sandbox.demo.replay;

import org.jspecify.annotations.NullMarked;
