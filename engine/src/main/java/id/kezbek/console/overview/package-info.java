/** The first page: items that need attention, and today's figures. */
@NullMarked
package id.kezbek.console.overview;

import org.jspecify.annotations.NullMarked;
