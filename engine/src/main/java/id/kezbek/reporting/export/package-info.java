/** Lists as files: the lists that can be exported, reading one from a single snapshot, and the exports that people ordered. */
@NullMarked
package id.kezbek.reporting.export;

import org.jspecify.annotations.NullMarked;
