/** The database connections of reports and exports. */
@NullMarked
package id.kezbek.reporting.pool;

import org.jspecify.annotations.NullMarked;
