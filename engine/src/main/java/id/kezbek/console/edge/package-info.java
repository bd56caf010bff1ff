/** Between requests and pages: form tokens, languages, rendering, files, errors. */
@NullMarked
package id.kezbek.console.edge;

import org.jspecify.annotations.NullMarked;
