/** The console's web layer: form tokens, languages, rendering, files, errors. */
@NullMarked
package id.kezbek.console.edge;

import org.jspecify.annotations.NullMarked;
