/** Lists as files that the engine writes beside other work. */
@NullMarked
package id.kezbek.console.exports;

import org.jspecify.annotations.NullMarked;
