/** Lists as files: which lists there are, how one is read at one moment, and the exports that people asked for. */
@NullMarked
package id.kezbek.reporting.export;

import org.jspecify.annotations.NullMarked;
